-- The door of a room: what stands at it, how one comes in, and how one is let in. The web role writes nobody's membership; these do.

-- What stands at a door, for whoever holds its code. A code that opens nothing answers nothing.
create function door_by_code(typed text) returns table (room uuid, said jsonb, door text, kept_out text[], full_up boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.space_id, r.said, r.door, r.kept_out,
         (select count(distinct m.person_id) from membership m where m.space_id = r.space_id and (m.ends_at is null or m.ends_at > clock_now())) >= r.most_people
    from gathering_room r where r.code = typed and r.opened_at is not null and r.closed_at is null
$$;

-- Where somebody of a class begins to read who comes in now: the present activity while it may be joined, else the next one.
-- Null: they wait at the door, because something is under way that they may not come into.
create function begins_at(room uuid, as_class text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select case when a.id is null or a.state = 'done' then 1 + (select max(c.number) from chapter c where c.space_id = room)
    when st.shown_at is not null or exists (select from activity_step x where x.space_id = room and x.activity_id = a.id and x.round_id is not null and x.state = 'open')
      or not exists (select from membership m where m.space_id = room and m.class = as_class and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()))
      then null
    else (select c.number from chapter c where c.id = a.chapter_id) end
    from gathering_room r left join activity a on a.id = r.activity_id left join activity_step st on st.id = a.step_id
   where r.space_id = room
$$;

-- Comes in by the code: at once, or to the door. 'in', 'waiting', 'kept_out', 'full' or 'no_code'.
create function come_in(typed text, as_class text, of_org uuid, called text, from_where text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; begins integer; until timestamptz;
begin
  if me() is null or by_token() then return 'no_code'; end if;
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || d.room::text, 0));
  if exists (select from membership m where m.space_id = d.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if as_class = any (d.kept_out) or exists (select from membership m join space s on s.id = d.room
      where m.person_id = me() and m.space_id in (d.room, s.parent_id) and m.class = any (d.kept_out) and (m.ends_at is null or m.ends_at > clock_now()))
    then return 'kept_out'; end if;
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
-- The same for somebody without an account: they become a guest of this room, and are nobody anywhere else.
create function come_in_as_guest(typed text, new_id uuid, called text, from_where text, as_class text, token bytea, slip bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; answer text;
begin
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  if as_class = any (d.kept_out) then return 'kept_out'; end if;
  if d.full_up then return 'full'; end if;
  perform make_guest(d.room, new_id, called, from_where, token, slip, on_device, clock_now() + interval '30 days');
  perform set_config('app.person', new_id::text, true);
  return come_in(typed, as_class, null, called, from_where);
end $$;
-- One who belongs to the space that calls comes in without a code, while the doors are open: they were asked with everybody.
create function come_in_from_above(room uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare r gathering_room; m membership; s space;
begin
  select x.* into r from gathering_room x where x.space_id = room and x.opened_at is not null and x.closed_at is null;
  select * into s from space x where x.id = room;
  if r.space_id is null or by_token() or not in_space(s.parent_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into m from membership x where x.space_id = s.parent_id and x.person_id = me() and x.first_chapter is not null
     and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  return come_in(r.code, m.class, m.organisation_id, (select p.name from person p where p.id = me()),
    coalesce((select o.name from organisation o where o.id = m.organisation_id), ''));
end $$;
-- Somebody in the room lets in whoever waits for a yes; where something is under way that they may not come into, at the next activity.
create function let_in(room uuid, who uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare d door_wait; begins integer;
begin
  if not in_space(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || room::text, 0));
  select * into d from door_wait w where w.space_id = room and w.person_id = who;
  if d.person_id is null then return 'gone'; end if;
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
create function turn_away(room uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from door_wait w where w.space_id = room and w.person_id = who;
end $$;
-- Whether I wait at this door, and for what; null where I do not.
create function my_door(room uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select w.waits_for from door_wait w where w.space_id = room and w.person_id = me()
$$;
-- The chapter of the next activity; with it come in all who waited for it.
create function open_activity(room uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; w door_wait;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into c from next_room_chapter(room);
  for w in select * from door_wait d where d.space_id = room and d.waits_for = 'next_activity' loop
    perform room_join(room, w.person_id, w.class, w.organisation_id, '{}', c.number, null, 'Was let in');
  end loop;
  delete from door_wait d where d.space_id = room and d.waits_for = 'next_activity';
  return c.id;
end $$;

do $$ declare f text; begin
  foreach f in array array['door_by_code(text)', 'begins_at(uuid, text)',
      'come_in(text, text, uuid, text, text)', 'come_in_as_guest(text, uuid, text, text, text, bytea, bytea, text)', 'come_in_from_above(uuid)',
      'let_in(uuid, uuid)', 'turn_away(uuid, uuid)', 'my_door(uuid)', 'open_activity(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    if f not like 'begins_at%' then execute format('grant execute on function %s to %I', f, :'web'); end if;
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
