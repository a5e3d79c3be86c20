-- Who is kept out is asked once more of whoever waits at a door, at the moment that lets them in: what they are elsewhere may have
-- changed. And whoever comes again to a room that is full leaves nothing behind, no session either.
create function kept_out_of(room uuid, who uuid, as_class text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select as_class = any (r.kept_out) or exists (select from membership m join space s on s.id = room
      where m.person_id = who and m.space_id in (room, s.parent_id) and m.class = any (r.kept_out) and (m.ends_at is null or m.ends_at > clock_now()))
    from gathering_room r where r.space_id = room
$$;
revoke all on function kept_out_of from public;
alter function kept_out_of owner to :"gate";
set local role :"gate";
create or replace function come_in(typed text, as_class text, of_org uuid, called text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare d record; begins integer; until timestamptz;
begin
  if me() is null or by_token() then return 'no_code'; end if;
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || d.room::text, 0));
  if exists (select from membership m where m.space_id = d.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if kept_out_of(d.room, me(), as_class) then return 'kept_out'; end if;
  if d.full_up then return 'full'; end if;
  begins := begins_at(d.room, as_class);
  if d.door = 'let_in' or begins is null then
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for, organisation_id)
      select d.room, me(), c.id, called, from_where, as_class, case when d.door = 'let_in' then 'yes' else 'next_activity' end, of_org
        from chapter c where c.space_id = d.room and c.number = 0
      on conflict do nothing;
    perform append_event((select c.id from chapter c where c.space_id = d.room and c.number = 0), 'door.knocked', d.room, null, clock_now());
    return 'waiting';
  end if;
  perform room_join(d.room, me(), as_class, of_org, '{}', begins, null, 'Came by the code');
  return 'in';
end $$;
create or replace function come_in_as_asked(which uuid, new_id uuid, token bytea, on_device text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare t record; begins integer; stays timestamptz; signed boolean := me() is not null;
begin
  select * into t from call_told(which);
  if t.invitee is null or by_token() then return 'no_key'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || t.room::text, 0));
  if t.is_off or t.room_state = 'closed' or (t.room_state = 'planned' and t.comes_as <> 'facilitator') then return 'not_open'; end if;
  if t.comes_as = 'member' and not signed then return 'sign_in'; end if;
  if signed and t.person is distinct from me() and (t.person is not null
     or exists (select from invitee x where x.gathering_id = t.gathering and x.person_id = me())) then return 'other'; end if;
  if t.class = any (t.kept_out) or (signed and kept_out_of(t.room, me(), t.class)) then return 'kept_out'; end if;
  if t.until is not null and t.until < (clock_now() at time zone t.zone)::date then return 'not_open'; end if;
  if not signed then
    if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
      if t.full_up and not exists (select from membership m where m.space_id = t.room and m.person_id = t.person and m.first_chapter is not null
          and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'full'; end if;
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
create or replace function let_in(room uuid, who uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare d door_wait; begins integer;
begin
  if not in_space(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || room::text, 0));
  select * into d from door_wait w where w.space_id = room and w.person_id = who;
  if d.person_id is null then return 'gone'; end if;
  if kept_out_of(room, who, d.class) then
    delete from door_wait w where w.space_id = room and w.person_id = who;
    return 'gone';
  end if;
  begins := begins_at(room, d.class);
  if begins is null then
    delete from door_wait w where w.space_id = room and w.person_id = who;
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for, organisation_id)
      values (room, who, d.chapter_id, d.name, d.organisation, d.class, 'next_activity', d.organisation_id);
    return 'waiting';
  end if;
  delete from door_wait w where w.space_id = room and w.person_id = who;
  perform room_join(room, who, d.class, d.organisation_id, '{}', begins, null, 'Was let in');
  return 'in';
end $$;
create or replace function open_activity(room uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare c record; w door_wait; i record; came uuid;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into c from next_room_chapter(room);
  for w in select * from door_wait d where d.space_id = room and d.waits_for = 'next_activity' loop
    continue when kept_out_of(room, w.person_id, w.class);
    select v.comes_as, (v.until + 1)::timestamp at time zone g.zone as stays into i from gathering g join invitee v on v.gathering_id = g.id
     where g.room_id = room and v.person_id = w.person_id and v.withdrawn_on is null;
    came := room_join(room, w.person_id, w.class, w.organisation_id, case when i.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end,
      c.number, null, 'Was let in');
    update membership m set ends_at = i.stays where m.id = came and i.stays is not null;
  end loop;
  delete from door_wait d where d.space_id = room and d.waits_for = 'next_activity';
  return c.id;
end $$;
reset role;
