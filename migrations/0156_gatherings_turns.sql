-- Who speaks next in a round, told to everybody in it; and a word from whoever facilitates that goes to one person only.

-- The order of a round: made from who is in the room and where they come from, and from nothing that anybody put in.
create table round_turn (
  space_id uuid not null, step_id uuid not null, chapter_id uuid not null, person_id uuid not null references person on delete cascade,
  place integer not null, state text not null default 'waits' check (state in ('waits', 'passed', 'spoke')),
  primary key (space_id, step_id, person_id), foreign key (space_id, step_id) references activity_step (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column round_turn.state is 'Whoever passed is asked once more when all others have spoken; passing again ends it.';
grant select, insert on round_turn to :"web";
grant select, insert, update (place, state), delete on round_turn to :"gate";
alter table round_turn enable row level security; alter table round_turn force row level security;
create policy readers on round_turn to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy run_add on round_turn as restrictive for insert to :"web" with check (i_facilitate(space_id));
create policy gate_all on round_turn to :"gate" using (true) with check (true);

-- A turn is over, passed, or taken once more. Whoever facilitates says so of anybody in the room; each may pass for themselves.
-- Whoever came late takes the last place. False where this round has no order.
create function take_turn(which uuid, who uuid, did text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare st activity_step; ends record;
begin
  select * into st from activity_step s where s.id = which and s.chapter_id = any (my_chapters());
  if st.id is null or by_token() or not (i_facilitate(st.space_id) or (who = me() and did = 'passed')) or not exists (select from membership m
      where m.space_id = st.space_id and m.person_id = who and m.first_chapter is not null and m.last_chapter is null) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('turns ' || which::text, 0));
  select min(t.place) as first, max(t.place) as last into ends from round_turn t where t.step_id = which;
  if ends.last is null or st.state = 'done' then return false; end if;
  insert into round_turn (space_id, step_id, chapter_id, person_id, place) values (st.space_id, which, st.chapter_id, who, ends.last + 1) on conflict do nothing;
  update round_turn t set
      state = case when did = 'again' then 'waits' when did = 'passed' and (t.state = 'waits' or exists (
          select from round_turn o where o.step_id = which and o.state = 'waits')) then 'passed' else 'spoke' end,
      place = case when did = 'again' then ends.first - 1 when did = 'passed' then ends.last + 2 else t.place end
   where t.step_id = which and t.person_id = who;
  perform append_event(st.chapter_id, 'activity.moved', st.activity_id, null, clock_now());
  return true;
end $$;

-- A private word to somebody who has not been heard. Its sender and its receiver read it; it is gone with its step.
create table nudge (
  step_id uuid not null references activity_step (id) on delete cascade, person_id uuid not null references person on delete cascade,
  from_id uuid not null references person on delete cascade, primary key (step_id, person_id)
);
grant select on nudge to :"web";
grant select, insert, delete on nudge to :"gate";
alter table nudge enable row level security; alter table nudge force row level security;
create policy own on nudge for select to :"web" using (person_id = me() or from_id = me());
create policy not_by_token on nudge as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on nudge to :"gate" using (true) with check (true);

-- Whether every name stands in an activity: then it may be told who has been heard. Not where too few were there for no names.
create function every_name_stands(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from activity a where a.id = which and a.chapter_id = any (my_chapters()) and cardinality(a.with_names) = 0
    and not exists (select from jsonb_array_elements(a.definition->'steps') s (one)
      where s.one->>'kind' not in ('groups', 'reveal') and coalesce(s.one->>'attribution', a.definition->>'attribution') <> 'named'
        and (s.one->>'kind' not in ('discuss', 'round') or coalesce(s.one->'settings'->>'notes', 'nobody') <> 'nobody')))
$$;
-- Once a step for each person, by whoever facilitates; a second time it does nothing and says nothing.
create function nudge_one(which uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare st activity_step;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or by_token() or not i_facilitate(st.space_id) or st.state = 'done' or not every_name_stands(st.activity_id) or not exists (
      select from membership m where m.space_id = st.space_id and m.person_id = who and m.last_chapter is null and m.first_chapter is not null
        and (m.ends_at is null or m.ends_at > clock_now())) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  insert into nudge (step_id, person_id, from_id) values (which, who, me()) on conflict do nothing;
end $$;
-- With its step a word to somebody is over, whether it was read or not.
create function end_nudges(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from nudge w where w.step_id = which;
end $$;
set local role :"gate";
create or replace function forget_paper() returns void language sql security definer set search_path = public, pg_temp as $$
  update paper_sheet set typed_by = null where typed_by = me();
  delete from round_turn where person_id = me();
  delete from nudge where me() in (person_id, from_id)
$$;
reset role;

do $$ declare f text; begin
  foreach f in array array['take_turn(uuid, uuid, text)', 'every_name_stands(uuid)', 'nudge_one(uuid, uuid)', 'end_nudges(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
