-- Several methods at once, each at its own tables: a table goes through its own steps by itself, and nobody at another one sees where it is.

alter table agenda_item add column beside text[] not null default '{}' check (cardinality(beside) <= 4);
comment on column agenda_item.beside is 'Keys of the methods that other tables do at the same time.';
alter table activity add column ways jsonb;
comment on column activity.ways is 'Of several methods at once: each with its title and where in the definition its steps are. Null: all do the same.';
alter table activity_step add column small_id uuid;
comment on column activity_step.small_id is 'The table whose step it is, where each goes by itself.';
create index activity_step_small on activity_step (small_id) where small_id is not null;
grant update (beside) on agenda_item to :"web";
grant insert, update (state, shown_at, done_at) on activity_step to :"gate";

-- A rehearsal has the same run sheet.
set local role :"gate";
create or replace function found_rehearsal(of_room uuid, new_id uuid, at_address text, invented jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s space; r gathering_room; m membership; standing uuid := gen_random_uuid();
begin
  select x.* into s from space x where x.id = of_room;
  select x.* into r from gathering_room x where x.space_id = of_room;
  if r.space_id is null or r.rehearsal or by_token() or not i_facilitate(of_room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into m from membership x where x.space_id = of_room and x.person_id = me() and 'facilitator' = any (x.roles)
     and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, s.parent_id, 'room', left('Rehearsal: ' || s.name, 120), at_address, true, s.zone, s.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    values (gen_random_uuid(), new_id, me(), m.organisation_id, m.class, '{facilitator}', clock_now(), 1, 'Rehearses');
  insert into gathering_room (space_id, chapter_id, gathering_id, door, said, opened_at, rehearsal)
    values (new_id, standing, gen_random_uuid(), 'let_in', '{}', clock_now(), true);
  with copied as (
    select i.*, gen_random_uuid() as copy from agenda_item i where i.space_id = of_room
  ), put as (
    insert into agenda_item (space_id, id, chapter_id, position, sort, title, minutes, method_key, reading, short, beside)
      select new_id, c.copy, standing, c.position, c.sort, c.title, c.minutes, c.method_key, c.reading, c.short, c.beside from copied c
  )
  insert into agenda_note (space_id, item_id, chapter_id, words)
    select new_id, c.copy, standing, n.words from copied c join agenda_note n on n.item_id = c.id;
  insert into person (id, name) select (p->>'id')::uuid, p->>'name' from jsonb_array_elements(invented) p;
  insert into guest (space_id, person_id, chapter_id, organisation)
    select new_id, (p->>'id')::uuid, standing, p->>'organisation' from jsonb_array_elements(invented) p;
  insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), new_id, (p->>'id')::uuid, 'community_member', '{}', clock_now(), 1, '' from jsonb_array_elements(invented) p;
end $$;
reset role;

-- Whoever sits there, or sat there, reads where it was; so does whoever facilitates, who looks after all of them.
create function i_sat_at(small uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m where m.space_id = small and m.person_id = me())
$$;
create policy own_table on activity_step as restrictive for select to :"web" using (small_id is null or i_facilitate(space_id) or i_sat_at(small_id));

-- A table goes on: to a place in the definition; or, at the place where it is, shows what was put in; or is through (null).
-- `after` is the step that stood on the screen of whoever pressed, so that two go on by one step. False: somebody was quicker.
create function table_goes(which uuid, small uuid, after uuid, shows boolean, goes_to integer) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; st activity_step; p jsonb; n integer; ends timestamptz;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or a.ways is null or a.state = 'done'
      or not exists (select from who_sits(which) w where w.room = small and (w.person = me() or i_facilitate(a.space_id))) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('goes ' || small::text, 0));
  select * into st from activity_step s where s.small_id = small and s.state <> 'done' limit 1;
  if st.id is distinct from after then return false; end if;
  if st.id is not null then
    if shows then
      update contribution c set shown = true where c.step_id = st.id and not c.shown and c.seen_by <> 'self';
      update activity_step s set state = 'shown', shown_at = coalesce(s.shown_at, clock_now()) where s.id = st.id;
    end if;
    if goes_to is distinct from st.place then
      delete from contribution c where c.step_id = st.id and c.kept = 'until_step_ends';
      update activity_step s set state = 'done', done_at = clock_now() where s.id = st.id;
    end if;
  end if;
  if goes_to is not null and goes_to is distinct from st.place then
    p := a.definition->'steps'->goes_to;
    if p is null or goes_to < 2 then raise exception 'not found' using errcode = 'TF404'; end if;
    n := (p->>'minutes')::integer;
    if n > 0 then ends := clock_now() + make_interval(mins => n); end if;
    insert into activity_step (space_id, id, chapter_id, activity_id, place, key, small_id, ends_at, people)
      values (a.space_id, gen_random_uuid(), a.chapter_id, a.id, goes_to, p->>'key', small, ends,
        (select count(distinct w.person) from who_sits(which) w where w.room = small));
    if p->>'kind' = 'reveal' then
      with of as (update activity_step s set shown_at = coalesce(s.shown_at, clock_now()) where s.small_id = small and p->'from' ? s.key returning s.id)
        update contribution c set shown = true from of where c.step_id = of.id and not c.shown and c.seen_by <> 'self';
    end if;
  end if;
  insert into table_sign as t (small_id, space_id, step_id, says) values (small, a.space_id, a.step_id, case when goes_to is null then 'done' else 'working' end)
    on conflict (small_id) do update set says = case when t.says = 'help' and goes_to is not null then 'help' else excluded.says end, step_id = excluded.step_id;
  perform append_event((select c.id from chapter c where c.space_id = small order by c.number desc limit 1), 'table.moved', a.id, null, clock_now());
  return true;
end $$;
-- All of them end with the activity: what is kept no longer than its step goes.
create function end_tables(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from activity a where a.id = which and i_facilitate(a.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c using activity_step s where s.id = c.step_id and s.activity_id = which and s.small_id is not null and c.kept = 'until_step_ends';
  update activity_step s set state = 'done', done_at = clock_now() where s.activity_id = which and s.small_id is not null and s.state <> 'done';
end $$;

do $$ declare f text; begin
  foreach f in array array['i_sat_at(uuid)', 'table_goes(uuid, uuid, uuid, boolean, integer)', 'end_tables(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
