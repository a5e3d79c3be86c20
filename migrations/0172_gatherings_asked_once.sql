-- What a step holds is read from its own definition: nobody who asks for names can call it something else.
create function step_holds(one jsonb) returns text language sql immutable as $$
  select case when one->>'kind' in ('tally', 'dot_vote') then 'numbers'
    when one->>'kind' in ('grid', 'bands', 'rate', 'predict', 'acceptance') and one->'settings'->'because' = '0' then 'numbers'
    else 'words' end
$$;
comment on function step_holds is 'The same as holdsOf of the server; a test holds the two together.';
create function step_named(method jsonb, step text) returns jsonb language sql immutable as $$
  select s.one from jsonb_array_elements(method->'steps') s (one) where s.one->>'key' = step
$$;

-- Numbers from answers without names are told once. Asked again of nearly the same people, the same question would be told from
-- two sets of answers, and whoever came or went between would be the difference. So: going back to what lies sealed takes it up
-- again; and what was told is asked no more, with names neither. The same question is a step of the same item on the run sheet, in
-- the same words; a repeat of the method is another each time, and so is a yes to a sentence that was written anew.
create function told_before(which uuid, step text, in_turn integer) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from activity a join activity o on o.space_id = a.space_id and (o.id = a.id or o.item_id = a.item_id)
      cross join lateral (select step_named(a.definition, step) as now, step_named(o.definition, step) as was) s
      join activity_step x on x.activity_id = o.id and x.key = step and (x.turn = in_turn or s.now->>'repeat' is null)
      join disclosed d on d.space_id = x.space_id and d.about = x.id
    where a.id = which and (session_user = :'worker' or a.chapter_id = any (my_chapters())) and s.now->'prompt' = s.was->'prompt' and s.now->'settings' = s.was->'settings'
      and o.definition->>'key' = a.definition->>'key'
      and exists (select from jsonb_each(d.numbers) n where n.value->>'answers' is not null)
      and not (s.now->>'kind' = 'acceptance' and exists (select from activity_step w join contribution c on c.step_id = w.id
        where w.activity_id = a.id and s.now->'from' ? w.key and w.opened_at > x.opened_at)))
$$;
create function asked_once() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if told_before(new.activity_id, new.key, new.turn) or (new.round_id is not null and exists (
      select from activity a join activity_step x on x.activity_id = a.id and x.key = new.key join round r on r.id = x.round_id and r.state = 'open'
       where a.id = new.activity_id and (x.turn = new.turn or step_named(a.definition, new.key)->>'repeat' is null))) then
    raise exception 'refused' using errcode = 'TF001'; end if;
  return new;
end $$;
revoke update (round_id) on activity_step from :"web";

drop function ask_with_names(uuid, text, text);
create function ask_with_names(which uuid, step text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update activity a set with_names = a.with_names || step,
      before_names = coalesce(a.before_names, '{}') || jsonb_build_object(step, (
        select jsonb_strip_nulls(jsonb_build_object('attribution', s.one->'attribution', 'may_go', s.one->'may_go')) from step_named(a.definition, step) s (one))),
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'may_go') || '{"attribution": "named"}' else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done'
     and coalesce(step_named(a.definition, step)->>'attribution', a.definition->>'attribution') = 'anonymous'
     and few_for_round(a.chapter_id, step_holds(step_named(a.definition, step))) is not null
     and not exists (select from activity_step x join round r on r.id = x.round_id where x.activity_id = a.id and x.key = step and r.state = 'open');
  if not found then raise exception 'refused' using errcode = 'TF001'; end if;
end $$;
-- Whether it is without names from now on. Not once somebody has put something in with theirs: among lines without names the same
-- words, and the same answer, would be known as theirs.
drop function ask_without_names(uuid, text, text);
create function ask_without_names(which uuid, step text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update activity a set with_names = array_remove(a.with_names, step), before_names = a.before_names - step,
      definition = jsonb_set(a.definition, '{steps}', (
      select jsonb_agg(case when s.one->>'key' = step then (s.one - 'attribution') || (a.before_names->step) else s.one end order by s.n)
        from jsonb_array_elements(a.definition->'steps') with ordinality s (one, n)))
   where a.id = which and i_facilitate(a.space_id) and a.state <> 'done' and a.before_names ? step
     and few_for_round(a.chapter_id, step_holds(step_named(a.definition, step))) is null
     and not exists (select from activity_step x join contribution c on c.step_id = x.id where x.activity_id = a.id and x.key = step and x.round_id is null);
  return found;
end $$;

-- A round that was called off is not on: nothing lies sealed, and nobody will read it. One that is on, or was opened before all,
-- belongs to those who were in the room for it: whoever comes later comes in with the next activity.
set local role :"gate";
create or replace function begins_at(room uuid, as_class text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select case when a.id is null or a.state = 'done' then 1 + (select max(c.number) from chapter c where c.space_id = room)
    when st.shown_at is not null
      or exists (select from activity_step x join round o on o.id = x.round_id and o.state <> 'dropped' where x.space_id = room and x.activity_id = a.id)
      or not exists (select from membership m where m.space_id = room and m.class = as_class and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()))
      then null
    else (select c.number from chapter c where c.id = a.chapter_id) end
    from gathering_room r left join activity a on a.id = r.activity_id left join activity_step st on st.id = a.step_id
   where r.space_id = room
$$;
reset role;

revoke all on function step_holds, step_named, told_before, asked_once, ask_with_names, ask_without_names from public;
grant execute on function step_holds, step_named to :"gate";
grant execute on function told_before, ask_with_names, ask_without_names to :"web";
do $$ declare f text; begin
  foreach f in array array['step_holds', 'step_named', 'told_before', 'asked_once', 'ask_with_names', 'ask_without_names'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
set local role :"gate";
grant execute on function asked_once to :"owner";
reset role;
create trigger asked_once before insert on activity_step for each row execute function asked_once();
