-- What stands in a journal is neither read nor written by a session that has shown nothing only its owner holds.
do $$ declare t text; begin
  foreach t in array array['entry', 'entry_version'] loop
    execute format('create policy shut on %I as restrictive to %I using (not journal_shut()) with check (not journal_shut())', t, :'web');
  end loop;
end $$;

-- What is a person's own is not a program's. (`by_token()` comes with the tokens; this asks the same.)
do $$ declare t text; begin
  foreach t in array array['passphrase', 'sign_in_link', 'mailed_link', 'place_keeper', 'sign_in_provider'] loop
    execute format('create policy not_by_token on %I as restrictive to %I
      using (coalesce(current_setting(''app.token'', true), '''') = '''') with check (coalesce(current_setting(''app.token'', true), '''') = '''')', t, :'web');
  end loop;
end $$;
