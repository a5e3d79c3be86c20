-- The address somebody writes to their journal by is their own and not a program's. The other personal tables have this since
-- 0026, 0027 and 0025; entries of a journal lie in a space that no token may be made for.
do $$ declare t text; begin
  foreach t in array array['mail_address'] loop
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
end $$;
