-- Groups: who sits with whom, each group a room of its own for as long as it lasts; who may write in a role; and whose
-- words they are that one hand wrote down for another, or for several.

-- Whom somebody would rather not sit with, and whom they manage: each for themselves, for the allocator alone.
alter table apart_wish add column sort text not null default 'wish' check (sort in ('wish', 'manages'));
alter table apart_wish drop constraint apart_wish_pkey, add primary key (space_id, person_id, not_with, sort);

alter table contribution add column spoke_for text not null default 'self' check (spoke_for in ('self', 'group', 'room')), add column group_id uuid;
comment on column contribution.spoke_for is 'Whose it is besides its writer''s: of each they sat with (group_id), or of everybody who was there. Each of them is asked before its words leave.';

-- Who has which role in an activity. Where nobody took a role, whoever is there may write in it.
create table activity_role (
  space_id uuid not null, activity_id uuid not null, chapter_id uuid not null, role text not null check (length(role) <= 40),
  person_id uuid not null references person on delete cascade,
  primary key (space_id, activity_id, role, person_id), foreign key (space_id, activity_id) references activity (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- That it may be kept who spoke, where somebody tallied: said by each for themselves, and asked for nobody else.
create table speaker_yes (
  activity_id uuid not null references activity (id) on delete cascade, person_id uuid not null references person on delete cascade,
  primary key (activity_id, person_id)
);
grant select, insert, delete on activity_role to :"web";
grant select, insert, delete on speaker_yes to :"web";
grant select on activity_role, speaker_yes to :"gate";
grant insert, update (ended_at) on small_room to :"gate";
grant update (value, author_id) on contribution to :"gate";
grant select, delete on apart_wish to :"gate";
alter table activity_role enable row level security; alter table activity_role force row level security;
alter table speaker_yes enable row level security; alter table speaker_yes force row level security;
create policy readers on activity_role to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy own_role on activity_role as restrictive for insert to :"web" with check (not by_token() and (person_id = me() or i_facilitate(space_id)));
create policy own_role_away on activity_role as restrictive for delete to :"web" using (person_id = me() or i_facilitate(space_id));
create policy gate_all on activity_role to :"gate" using (true) with check (true);
create policy own on speaker_yes to :"web" using (person_id = me()) with check (person_id = me());
create policy not_by_token on speaker_yes as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on speaker_yes to :"gate" using (true) with check (true);

-- The groups of an activity come to an end: what they had between them is each speaker's alone again.
create function end_groups(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare ended uuid[];
begin
  if not exists (select from activity a where a.id = which and i_facilitate(a.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  with over as (update small_room r set ended_at = clock_now() from activity_step s
    where s.id = r.step_id and s.activity_id = which and r.ended_at is null returning r.id) select coalesce(array_agg(id), '{}') into ended from over;
  update contribution c set shown = false where c.space_id = any (ended) and c.shown and c.seen_by in ('pair', 'table');
end $$;

-- Seats people. Of the seatings that are proposed (groups of places in the list of people, from 0; the best first) it takes
-- the first that sits the fewest with somebody they asked not to sit with. It says of none why it was or was not taken.
create function seat_people(which uuid, people uuid[], seatings jsonb, called text, managers boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare st activity_step; best integer; rooms jsonb;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or not i_facilitate(st.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform end_groups(st.activity_id);
  select s.n into best from jsonb_array_elements(seatings) with ordinality s (groups, n)
   order by (select count(*) from apart_wish w cross join lateral jsonb_array_elements(s.groups) g
              where w.space_id = st.space_id and (w.sort = 'wish' or managers)
                and g @> to_jsonb(array_position(people, w.person_id) - 1) and g @> to_jsonb(array_position(people, w.not_with) - 1)), s.n
   limit 1;
  if best is null then return; end if;
  select jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'name', called || ' ' || g.n,
      'people', (select jsonb_agg(people[p.at::integer + 1]) from jsonb_array_elements_text(g.places) p (at))))
    into rooms from jsonb_array_elements(seatings -> (best - 1)) with ordinality g (places, n);
  perform found_small_rooms(st.space_id, rooms);
  insert into small_room (space_id, id, chapter_id, step_id, label)
    select st.space_id, (r->>'id')::uuid, st.chapter_id, st.id, r->>'name' from jsonb_array_elements(rooms) r;
end $$;

-- Somebody takes a seat in a group that has begun: they read what is put in from now on, in a chapter of its own.
create function take_seat(small uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer := (select c.number from next_room_chapter(small) c);
begin
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), small, who, m.organisation_id, m.class, '{}', clock_now(), n, ''
      from space s join membership m on m.space_id = s.parent_id and m.person_id = who and m.first_chapter is not null
     where s.id = small order by m.starts_at desc limit 1;
end $$;
create function leave_seat(small uuid, who uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update membership set last_chapter = (select max(c.number) from chapter c where c.space_id = small)
   where space_id = small and person_id = who and last_chapter is null
$$;
-- Whoever comes late sits with the fewest. Where no groups are made, nowhere.
create function sit_late(room uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare small uuid;
begin
  select r.id into small from small_room r join activity_step s on s.id = r.step_id join gathering_room g on g.space_id = room and g.activity_id = s.activity_id
   where r.space_id = room and r.ended_at is null
   order by (select count(*) from membership m where m.space_id = r.id and m.last_chapter is null), r.label limit 1;
  if small is not null then perform take_seat(small, who); end if;
end $$;
set local role :"gate";
create or replace function room_join(room uuid, who uuid, as_class text, of_org uuid, with_roles text[], at_chapter integer, until_chapter integer, why text)
  returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare new_id uuid := gen_random_uuid();
begin
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, last_chapter, reason_joined, brought_by)
    values (new_id, room, who, of_org, as_class, with_roles, clock_now(), at_chapter, until_chapter, why, me());
  if until_chapter is null and exists (select from gathering_room r join activity a on a.id = r.activity_id join chapter c on c.id = a.chapter_id
      where r.space_id = room and a.state <> 'done' and c.number = at_chapter) then perform sit_late(room, who); end if;
  perform append_event((select c.id from chapter c where c.space_id = room and c.number = 0), 'membership.started', new_id, null, clock_now());
  return new_id;
end $$;
reset role;

-- A facilitator changes by hand who sits where: the two change places, or one goes to another group.
create function reseat(which uuid, one uuid, other uuid, small uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; from_small uuid; to_small uuid;
begin
  select * into a from activity x where x.id = which;
  if a.id is null or not i_facilitate(a.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select w.room into from_small from who_sits(which) w where w.person = one;
  select w.room into to_small from who_sits(which) w where w.person = other or (other is null and w.room = small) limit 1;
  if to_small is null or to_small is not distinct from from_small or not exists (select from membership m where m.space_id = a.space_id and m.person_id = one)
    then return false; end if;
  if from_small is not null then perform leave_seat(from_small, one); end if;
  if other is not null then perform leave_seat(to_small, other); end if;
  perform take_seat(to_small, one);
  if other is not null and from_small is not null then perform take_seat(from_small, other); end if;
  return true;
end $$;
-- Who sits where now: said aloud in the room, so to everybody who reads the activity.
create function who_sits(which uuid) returns table (room uuid, label text, person uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.label, m.person_id from activity_step s join small_room r on r.step_id = s.id and r.ended_at is null
    join membership m on m.space_id = r.id and m.last_chapter is null
   where s.activity_id = which and s.chapter_id = any (my_chapters())
$$;
-- Who sat together before in this room, each time: so that others meet now. For whoever facilitates.
create function sat_before(room uuid) returns table (small uuid, person uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct r.id, m.person_id from small_room r join membership m on m.space_id = r.id where r.space_id = room and i_facilitate(room)
$$;

-- One writes down what another says, as with the whys: it is then that person's, under their name. Only in the same group.
create function give_words(which uuid, whose uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare c contribution;
begin
  select * into c from contribution x where x.id = which and x.author_id = me() and x.attribution = 'named' and x.seen_by = 'pair';
  if c.id is null or not exists (select from membership m where m.space_id = c.space_id and m.person_id = whose and m.last_chapter is null)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  update contribution set author_id = whose where id = which;
end $$;

-- After the debrief it is forgotten who spoke, unless everybody who was there has said that it stays.
create function drop_speakers(which uuid, keys text[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; n integer;
begin
  select * into a from activity x where x.id = which;
  if a.id is null or not i_facilitate(a.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  if not exists (select from readers_of(a.chapter_id) p where not exists (select from speaker_yes y where y.activity_id = which and y.person_id = p)) then return 0; end if;
  update contribution c set value = jsonb_set(c.value, '{speaker}', 'null') from activity_step s
   where s.id = c.step_id and s.activity_id = which and s.key = any (keys) and coalesce(c.value -> 'speaker', 'null') <> 'null';
  get diagnostics n = row_count;
  return n;
end $$;

-- At the end of a step goes what is kept no longer; what groups have between them lasts as long as they do.
set local role :"gate";
create or replace function end_step(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c where c.step_id = which and c.kept = 'until_step_ends';
  get diagnostics n = row_count;
  return n;
end $$;
reset role;

do $$ declare f text; begin
  foreach f in array array['end_groups(uuid)', 'seat_people(uuid, uuid[], jsonb, text, boolean)', 'reseat(uuid, uuid, uuid, uuid)', 'who_sits(uuid)',
      'sat_before(uuid)', 'give_words(uuid, uuid)', 'drop_speakers(uuid, text[])', 'take_seat(uuid, uuid)', 'leave_seat(uuid, uuid)', 'sit_late(uuid, uuid)'] loop
    execute format('revoke all on function %s from public', f);
    if f !~ '^(take_seat|leave_seat|sit_late)' then execute format('grant execute on function %s to %I', f, :'web'); end if;
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
