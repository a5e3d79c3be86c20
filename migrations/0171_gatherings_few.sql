-- A step is asked with names only while nothing of it lies sealed, so that no line stands once without its author and once with.
-- What it was is kept beside it: with enough people there it is without names again.
alter table activity add column before_names jsonb;
comment on column activity.before_names is 'By the key of a step that was asked with names: how its method has it.';
grant update (before_names) on activity to :"gate";

set local role :"gate";
create or replace function ask_with_names(which uuid, step text, holds text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update activity a set with_names = a.with_names || step,
      before_names = coalesce(a.before_names, '{}') || (select jsonb_build_object(step, jsonb_strip_nulls(jsonb_build_object('attribution', s.one->'attribution', 'may_go', s.one->'may_go')))
        from jsonb_array_elements(a.definition->'steps') s (one) where s.one->>'key' = step),
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'may_go') || '{"attribution": "named"}' else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done' and few_for_round(a.chapter_id, holds) is not null
     and not exists (select from activity_step x join round r on r.id = x.round_id where x.activity_id = a.id and x.key = step and r.state = 'open');
  if not found then raise exception 'refused' using errcode = 'TF001'; end if;
end $$;
reset role;
create function ask_without_names(which uuid, step text, holds text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update activity a set with_names = array_remove(a.with_names, step), before_names = a.before_names - step,
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'attribution') || (a.before_names->step) else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done' and a.before_names ? step and few_for_round(a.chapter_id, holds) is null;
  if not found then raise exception 'refused' using errcode = 'TF001'; end if;
end $$;
revoke all on function ask_without_names from public;
grant execute on function ask_without_names to :"web";
alter function ask_without_names owner to :"gate";
