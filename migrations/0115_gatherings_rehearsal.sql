-- Rehearsing: a room of one's own with the same run sheet and invented people in it, which nobody else ever learns of and
-- which is deleted as a whole at its end, or a day after it was begun.

alter table gathering_room add column rehearsal boolean not null default false;
comment on column gathering_room.rehearsal is 'A throw-away room for one who rehearses alone. It belongs to no gathering: gathering_id names none.';
grant insert on gathering_room, agenda_item, agenda_note to :"gate";
grant select on agenda_note to :"gate";
grant delete on person to :"gate";
-- Only who was invented goes this way: somebody who is in no space at all.
create policy gate_invented on person for delete to :"gate" using (not exists (select from membership m where m.person_id = person.id));

-- A room to rehearse another one in: its run sheet with its notes, whoever rehearses, and people who were made up.
-- invented: [{"id": uuid, "name": text, "organisation": text}].
create function found_rehearsal(of_room uuid, new_id uuid, at_address text, invented jsonb) returns void
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
    insert into agenda_item (space_id, id, chapter_id, position, sort, title, minutes, method_key, reading, short)
      select new_id, c.copy, standing, c.position, c.sort, c.title, c.minutes, c.method_key, c.reading, c.short from copied c
  )
  insert into agenda_note (space_id, item_id, chapter_id, words)
    select new_id, c.copy, standing, n.words from copied c join agenda_note n on n.item_id = c.id;
  insert into person (id, name) select (p->>'id')::uuid, p->>'name' from jsonb_array_elements(invented) p;
  insert into guest (space_id, person_id, chapter_id, organisation)
    select new_id, (p->>'id')::uuid, standing, p->>'organisation' from jsonb_array_elements(invented) p;
  insert into membership (id, space_id, person_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), new_id, (p->>'id')::uuid, 'community_member', '{}', clock_now(), 1, '' from jsonb_array_elements(invented) p;
end $$;

-- From here on in this transaction it is somebody invented who acts: only in a rehearsal, and only for whoever rehearses.
create function as_invented(room uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if by_token() or not i_facilitate(room) or not exists (select from gathering_room r where r.space_id = room and r.rehearsal)
     or not exists (select from guest g where g.space_id = room and g.person_id = who) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform set_config('app.person', who::text, true);
end $$;

-- Deletes a rehearsal with everything in it, the smaller rooms and the invented people too.
create function delete_rehearsal(room uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid[];
begin
  select coalesce(array_agg(g.person_id), '{}') into who from guest g where g.space_id = room;
  set constraints all deferred;
  delete from space s where s.id in (with recursive inside as (
    select room as id union all select x.id from space x join inside i on x.parent_id = i.id) select id from inside);
  set constraints all immediate;
  delete from person p where p.id = any (who);
end $$;
create function end_rehearsal(room uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if by_token() or not i_facilitate(room) or not exists (select from gathering_room r where r.space_id = room and r.rehearsal)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  perform delete_rehearsal(room);
end $$;
-- What nobody ended goes after a day.
create function end_rehearsals_due() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare r uuid; done integer := 0;
begin
  for r in select x.space_id from gathering_room x where x.rehearsal and x.opened_at < clock_now() - interval '1 day' loop
    perform delete_rehearsal(r);
    done := done + 1;
  end loop;
  return done;
end $$;

do $$ declare f text; begin
  foreach f in array array['found_rehearsal(uuid, uuid, text, jsonb)', 'as_invented(uuid, uuid)', 'end_rehearsal(uuid)', 'delete_rehearsal(uuid)',
      'end_rehearsals_due()'] loop
    execute format('revoke all on function %s from public', f);
  end loop;
  foreach f in array array['found_rehearsal(uuid, uuid, text, jsonb)', 'as_invented(uuid, uuid)', 'end_rehearsal(uuid)'] loop
    execute format('grant execute on function %s to %I', f, :'web');
  end loop;
end $$;
grant execute on function end_rehearsals_due to :"worker";
alter function found_rehearsal owner to :"gate";
alter function as_invented owner to :"gate";
alter function end_rehearsal owner to :"gate";
alter function delete_rehearsal owner to :"gate";
alter function end_rehearsals_due owner to :"gate";
