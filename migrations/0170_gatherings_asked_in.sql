-- Whoever is asked to run a gathering comes in like everybody else once its doors are open: not into a round without names that is
-- on, not into what was before, and not at all where any part of theirs is kept out. While they wait they are nobody in the room;
-- with the next activity they come in and run it.
set local role :"gate";
create or replace function come_in_as_asked(which uuid, new_id uuid, token bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; begins integer; stays timestamptz; signed boolean := me() is not null;
begin
  select * into t from call_told(which);
  if t.invitee is null or by_token() then return 'no_key'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || t.room::text, 0));
  if t.is_off or t.room_state = 'closed' or (t.room_state = 'planned' and t.comes_as <> 'facilitator') then return 'not_open'; end if;
  if t.comes_as = 'member' and not signed then return 'sign_in'; end if;
  if signed and t.person is distinct from me() and (t.person is not null
     or exists (select from invitee x where x.gathering_id = t.gathering and x.person_id = me())) then return 'other'; end if;
  if t.class = any (t.kept_out) or (signed and exists (select from membership m join space s on s.id = t.room
      where m.person_id = me() and m.space_id in (t.room, s.parent_id) and m.class = any (t.kept_out) and (m.ends_at is null or m.ends_at > clock_now())))
    then return 'kept_out'; end if;
  if t.until is not null and t.until < (clock_now() at time zone t.zone)::date then return 'not_open'; end if;
  if not signed then
    if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
      insert into session (id, person_id, token_hash, kind, device, ends_at)
        values (gen_random_uuid(), t.person, token, 'guest', on_device, clock_now() + interval '30 days');
      perform set_config('app.person', t.person::text, true);
    elsif t.person is not null then return 'sign_in';
    elsif t.full_up then return 'full';
    else
      perform make_guest(t.room, new_id, t.name, t.organisation, token, null, on_device, clock_now() + interval '30 days');
      perform set_config('app.person', new_id::text, true);
    end if;
  end if;
  update invitee x set person_id = me() where x.id = t.invitee and x.person_id is null;
  if exists (select from membership m where m.space_id = t.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if t.full_up then return 'full'; end if;
  begins := case when t.comes_as = 'facilitator' and t.room_state = 'planned' then 1 else begins_at(t.room, t.class) end;
  if begins is null then
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for)
      select t.room, me(), c.id, t.name, t.organisation, t.class, 'next_activity' from chapter c where c.space_id = t.room and c.number = 0
      on conflict do nothing;
    perform append_event((select c.id from chapter c where c.space_id = t.room and c.number = 0), 'door.knocked', t.room, null, clock_now());
    return 'waiting';
  end if;
  perform room_join(t.room, me(), t.class, null, case when t.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end, begins, null, 'Was asked to come');
  stays := case when t.until is not null then (t.until + 1)::timestamp at time zone t.zone end;
  update membership m set ends_at = stays where stays is not null and m.space_id = t.room and m.person_id = me() and m.ends_at is null;
  return 'in';
end $$;

create or replace function come_in_as_guest(typed text, new_id uuid, called text, from_where text, as_class text, token bytea, said bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; known uuid; answer text;
begin
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  -- Two that say the same wait for each other, and the second finds the first.
  perform pg_advisory_xact_lock(hashtextextended('came by ' || encode(said, 'hex'), 0));
  select g.person_id into known from guest g where g.space_id = d.room and g.came_by = said;
  if known is null then
    if as_class = any (d.kept_out) then return 'kept_out'; end if;
    if d.full_up then return 'full'; end if;
    perform make_guest(d.room, new_id, called, from_where, token, null, on_device, clock_now() + interval '30 days');
    update guest g set came_by = said where g.person_id = new_id;
  end if;
  perform set_config('app.person', coalesce(known, new_id)::text, true);
  answer := come_in(typed, as_class, null, called, from_where);
  if known is not null and answer in ('in', 'waiting') then
    insert into session (id, person_id, token_hash, kind, device, ends_at)
      values (gen_random_uuid(), known, token, 'guest', on_device, clock_now() + interval '30 days');
  end if;
  return answer;
end $$;

create or replace function open_activity(room uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; w door_wait; i record; came uuid;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into c from next_room_chapter(room);
  for w in select * from door_wait d where d.space_id = room and d.waits_for = 'next_activity' loop
    select v.comes_as, (v.until + 1)::timestamp at time zone g.zone as stays into i from gathering g join invitee v on v.gathering_id = g.id
     where g.room_id = room and v.person_id = w.person_id and v.withdrawn_on is null;
    came := room_join(room, w.person_id, w.class, w.organisation_id, case when i.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end,
      c.number, null, 'Was let in');
    update membership m set ends_at = i.stays where m.id = came and i.stays is not null;
  end loop;
  delete from door_wait d where d.space_id = room and d.waits_for = 'next_activity';
  return c.id;
end $$;

-- Looks for what a group keeps before it looks for bodies: of nearly every space there is no map.
create or replace function keeps_mapped_out() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare named text; bodies uuid[];
begin
  select string_agg(t->>'name', E'\n') into named from version_from f cross join jsonb_array_elements(f.shape->'things') t
   where f.space_id = new.space_id and f.shape is not null;
  if named is null then return new; end if;
  bodies := bodies_in(named);
  if new.organisation_id = any (bodies) or belongs_to_any(new.person_id, bodies) then raise exception 'refused' using errcode = 'TF001'; end if;
  return new;
end $$;
reset role;

-- Whoever comes to belong to a body, wherever that is, is from then on in no group that keeps a map with it. Nobody is told why.
create function leaves_maps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare kept record;
begin
  for kept in
    select m.id, m.space_id, n.named from membership m cross join lateral (
        select string_agg(t->>'name', E'\n') as named from version_from f cross join jsonb_array_elements(f.shape->'things') t
         where f.space_id = m.space_id and f.shape is not null) n
     where m.person_id = new.person_id and m.space_id <> new.space_id and (m.ends_at is null or m.ends_at > clock_now()) and n.named is not null
  loop
    continue when not coalesce(new.organisation_id = any (bodies_in(kept.named)), false);
    update membership x set ends_at = greatest(clock_now(), x.starts_at) where x.id = kept.id;
    perform append_event(standing_of(kept.space_id), 'membership.ended', kept.id, null, clock_now());
  end loop;
  return null;
end $$;
revoke all on function leaves_maps from public;
alter function leaves_maps owner to :"gate";
set local role :"gate";
grant execute on function leaves_maps to :"owner";
reset role;
create trigger leaves_maps after insert or update of organisation_id on membership for each row
  when (new.organisation_id is not null) execute function leaves_maps();
