-- The slip of a guest: a key of their own, without an account, kept as a hash. It outlives the room, since words that went stay
-- theirs to take back; and what they are owed for coming, told to them and to whoever facilitates.

alter table guest drop column slip_hash;
create table guest_slip (
  person_id uuid primary key references person on delete cascade, gathering_id uuid not null, room_id uuid not null,
  hash bytea unique, owed text not null default '' check (length(owed) <= 200), paid_on date
);
comment on table guest_slip is 'Read by nobody but the functions that open it. A lost slip cannot be replaced: whoever has the hash has no key.';
grant select, insert, update (hash, owed, paid_on), delete on guest_slip to :"gate";
grant delete, update (name) on person to :"gate";
grant delete on space to :"gate";
alter table guest_slip enable row level security; alter table guest_slip force row level security;
create policy gate_all on guest_slip to :"gate" using (true) with check (true);
create policy nobody on guest_slip as restrictive to :"web" using (false) with check (false);
create policy gate_guests_go on person for delete to :"gate" using (true);
create policy gate_guests_name on person for update to :"gate" using (true) with check (true);

set local role :"gate";
create or replace function make_guest(room uuid, new_id uuid, called text, from_where text, token bytea, slip bytea, on_device text, until timestamptz)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into person (id, name) values (new_id, called);
  insert into guest (space_id, person_id, chapter_id, organisation)
    select room, new_id, c.id, from_where from chapter c where c.space_id = room and c.number = 0;
  insert into guest_slip (person_id, gathering_id, room_id, hash) select new_id, r.gathering_id, room, slip from gathering_room r where r.space_id = room;
  insert into session (id, person_id, token_hash, kind, device, ends_at)
    values (gen_random_uuid(), new_id, token, 'guest', on_device, until);
end $$;
reset role;

-- I take a slip along; the one before it no longer works.
create function take_slip(room uuid, key bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update guest_slip s set hash = key where s.person_id = me() and s.room_id = room;
  return found;
end $$;
-- Whose slip this is, with what they were promised and what they are owed.
create function open_slip(key bytea) returns table (person uuid, room uuid, name text, title text, share_what text, share_how text, share_by date,
    share_kept_on date, share_kept text, paid text, owed text, paid_on date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, (select r.space_id from gathering_room r where r.space_id = s.room_id), p.name, g.title, g.share_what, g.share_how, g.share_by,
         g.share_kept_on, g.share_kept, g.paid, s.owed, s.paid_on
    from guest_slip s join person p on p.id = s.person_id join gathering g on g.id = s.gathering_id where s.hash = key
$$;
-- What a guest is owed, and the day it was paid: noted by whoever facilitates.
create function note_paid(room uuid, who uuid, what text, on_day date) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  update guest_slip s set owed = what, paid_on = on_day where s.person_id = who and s.room_id = room;
  return found;
end $$;
create function owed_in(in_room uuid) returns table (person uuid, owed text, paid_on date) language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, s.owed, s.paid_on from guest_slip s where s.room_id = in_room and i_facilitate(in_room)
$$;
-- Who reads in the space that called, for whoever is in its room and may not be of it: its name, its kind, and whether a funder is there.
create function read_by(in_room uuid) returns table (name text, kind text, funder boolean) language sql stable security definer set search_path = public, pg_temp as $$
  select s.name, s.kind, 'class funder' = any (audience_of(s.id)) from gathering_room r join gathering g on g.id = r.gathering_id join space s on s.id = g.space_id
   where r.space_id = in_room and in_room = any (my_spaces())
$$;

-- What was kept until it was settled goes when it is, seven days after the close; and twelve months after it the room and all in it.
-- A guest goes with their room, unless something of theirs crossed: then only their name goes, once no word of theirs stands anywhere.
create function sweep_rooms() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare r record; n integer; gone integer := 0;
begin
  delete from contribution c using activity a, gathering_room g where a.id = c.activity_id and g.space_id = a.space_id and c.kept = 'until_harvested' and g.harvest_until <= clock_now();
  get diagnostics n = row_count;
  for r in select g.space_id from gathering_room g where g.delete_on <= (clock_now())::date order by g.space_id loop
    set constraints all deferred;
    delete from space s where s.parent_id = r.space_id and s.kind = 'room';
    delete from space s where s.id = r.space_id;
    set constraints all immediate;
    gone := gone + 1;
  end loop;
  delete from person p using guest_slip s where s.person_id = p.id and not exists (select from space x where x.id = s.room_id)
     and not exists (select from crossing c where p.id in (c.speaker_id, c.proposed_by)) and not exists (select from consent k where k.person_id = p.id);
  update person p set name = 'A guest' from guest_slip s where s.person_id = p.id and p.name <> 'A guest' and not exists (select from space x where x.id = s.room_id)
     and not exists (select from crossing c where p.id in (c.speaker_id, c.proposed_by) and c.words is not null);
  return n + gone;
end $$;

do $$ declare f text; begin
  foreach f in array array['take_slip(uuid, bytea)', 'open_slip(bytea)', 'note_paid(uuid, uuid, text, date)', 'owed_in(uuid)', 'read_by(uuid)', 'sweep_rooms()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, case f when 'sweep_rooms()' then :'worker' else :'web' end);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
