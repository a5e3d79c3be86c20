-- Where too few are there for a step without names it may be done with names instead: everybody's copy of the method says so,
-- and whoever writes in it is asked first. Where enough are there it cannot be.
alter table activity add column with_names text[] not null default '{}';
comment on column activity.with_names is 'Steps that the method does without names and that were done with them, because too few were there.';
grant update (definition, with_names) on activity to :"gate";

create function ask_with_names(which uuid, step text, holds text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update activity a set with_names = a.with_names || step, definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'may_go') || '{"attribution": "named"}' else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done' and few_for_round(a.chapter_id, holds) is not null;
  if not found then raise exception 'refused' using errcode = 'TF001'; end if;
end $$;
revoke all on function ask_with_names from public;
grant execute on function ask_with_names to :"web";
alter function ask_with_names owner to :"gate";
