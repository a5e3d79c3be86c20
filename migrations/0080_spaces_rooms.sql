-- Rooms: where a gathering is held, under the space that calls it, and smaller rooms inside. In a room the chapter is the
-- activity: whoever comes later begins to read at a later one, and whoever takes part before and after skips what lies between.

alter table membership add column last_chapter integer check (last_chapter >= first_chapter);
comment on column membership.last_chapter is 'Where reading ends, for whoever takes part only before or after. Null: it goes on.';
grant update (last_chapter) on membership to :"gate";

set local role :"gate";
create or replace function my_chapters() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id
     and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
    join space s on s.id = m.space_id
   where m.person_id = (select me()) and m.first_chapter is not null
     and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
     and (not (select by_token()) or m.space_id = any ((select token_spaces())::uuid[]))
     and not ((select journal_shut()) and s.kind in ('person', 'pair'))
$$;
reset role;

-- Whether I facilitate there, now.
create function i_facilitate(which uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and 'facilitator' = any (m.roles)
    and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
$$;

-- A room under a space I am in. I am in it as I am in that space, and facilitate it; nobody else is in it by being there.
create function found_room(new_id uuid, parent uuid, called text, at_address text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare p space; m membership; standing uuid := gen_random_uuid();
begin
  if me() is null or by_token() or not in_space(parent) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into p from space s where s.id = parent;
  if p.kind in ('person', 'seat', 'room', 'commons') then raise exception 'refused' using errcode = 'TF001'; end if;
  if p.closed_at is not null then raise exception 'closed' using errcode = 'TF010'; end if;
  select * into m from membership x where x.space_id = parent and x.person_id = me() and x.first_chapter is not null
     and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, parent, 'room', called, at_address, true, p.zone, p.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined, brought_by)
    values (gen_random_uuid(), new_id, me(), m.organisation_id, m.class, '{facilitator}', clock_now(), 1, 'Called the gathering', me());
  perform append_event(standing, 'space.founded', new_id, me(), clock_now());
end $$;

-- Puts somebody into a room from a chapter on. Only functions of rooms call it, once they have asked who may.
create function room_join(room uuid, who uuid, as_class text, of_org uuid, with_roles text[], at_chapter integer, until_chapter integer, why text)
  returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare new_id uuid := gen_random_uuid();
begin
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, last_chapter, reason_joined, brought_by)
    values (new_id, room, who, of_org, as_class, with_roles, clock_now(), at_chapter, until_chapter, why, me());
  perform append_event((select c.id from chapter c where c.space_id = room and c.number = 0), 'membership.started', new_id, null, clock_now());
  return new_id;
end $$;

-- The next activity of a room has a chapter of its own. It answers its id and number.
create function next_room_chapter(room uuid, out id uuid, out number integer)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('door ' || room::text, 0));
  insert into chapter (space_id, number) select room, 1 + max(c.number) from chapter c where c.space_id = room
    returning chapter.id, chapter.number into id, number;
end $$;

-- Smaller rooms inside a room, for pairs and tables: each has a standing chapter and one dated one, and holds these people of the room.
-- rooms: [{"id": uuid, "name": text, "people": [uuid]}]. Whoever is not in the room is in none of them.
create function found_small_rooms(room uuid, rooms jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not i_facilitate(room) or exists (select from space s where s.id = room and (s.kind <> 'room' or s.closed_at is not null))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    select (r->>'id')::uuid, room, 'room', r->>'name', 'room-' || (r->>'id'), true, s.zone, s.search_language
      from jsonb_array_elements(rooms) r cross join space s where s.id = room;
  insert into chapter (space_id, number) select (r->>'id')::uuid, n from jsonb_array_elements(rooms) r cross join generate_series(0, 1) n;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select distinct on (r->>'id', m.person_id) gen_random_uuid(), (r->>'id')::uuid, m.person_id, m.organisation_id, m.class, '{}', clock_now(), 1, ''
      from jsonb_array_elements(rooms) r cross join jsonb_array_elements_text(r->'people') p
      join membership m on m.space_id = room and m.person_id = p::uuid and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     order by r->>'id', m.person_id, m.starts_at;
end $$;

do $$ declare f text; begin
  foreach f in array array['i_facilitate(uuid)', 'found_room(uuid, uuid, text, text)', 'found_small_rooms(uuid, jsonb)',
      'room_join(uuid, uuid, text, uuid, text[], integer, integer, text)', 'next_room_chapter(uuid)'] loop
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function i_facilitate, found_room, found_small_rooms to :"web";
alter function i_facilitate owner to :"gate";
alter function found_room owner to :"gate";
alter function found_small_rooms owner to :"gate";
alter function room_join owner to :"gate";
alter function next_room_chapter owner to :"gate";
