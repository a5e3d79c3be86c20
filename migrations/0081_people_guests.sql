-- A guest: somebody who comes to one gathering by its code, with a name and no account. They are a person like everybody
-- else, in one room and in nothing else; what opens it is a session of their device, and later the slip they took along.

alter table session drop constraint session_kind_check;
alter table session add constraint session_kind_check check (kind in ('full', 'pen', 'guest'));

create table guest (
  space_id uuid not null, person_id uuid not null references person on delete cascade, chapter_id uuid not null,
  organisation text not null default '' check (length(organisation) <= 200),
  slip_hash bytea unique,
  primary key (space_id, person_id), unique (person_id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table guest is 'Stands in the standing chapter of the room: those who are in it see who came, and from where.';
comment on column guest.slip_hash is 'Of the key a guest takes along. Nobody reads it, and a lost one cannot be replaced.';
grant select (space_id, person_id, chapter_id, organisation) on guest to :"web";
grant select, insert, update (slip_hash) on guest to :"gate";
grant insert on person, session to :"gate";
grant select, delete on guest to :"worker";
alter table guest enable row level security; alter table guest force row level security;
create policy readers on guest for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on guest to :"gate" using (true) with check (true);
create policy worker_all on guest to :"worker" using (true) with check (true);
create policy gate_guests on person for insert to :"gate" with check (true);
create policy gate_guests on session for insert to :"gate" with check (kind = 'guest');

set local role :"gate";
create or replace function session_for(token bytea)
  returns table (session_id uuid, person_id uuid, kind text, proved_at timestamptz)
  language sql security definer set search_path = public, pg_temp as $$
  update session s set seen_at = clock_now()
   where s.token_hash = token and s.seen_at < clock_now() - interval '5 minutes' and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'full' then interval '8 hours' else interval '90 days' end;
  select s.id, s.person_id, s.kind, s.proved_at from session s
   where (s.token_hash = token or (s.before_hash = token and s.before_until > clock_now())) and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'full' then interval '8 hours' else interval '90 days' end
$$;
reset role;

-- Makes a guest of a room, with the session of their device. Only the door of a room calls it.
create function make_guest(room uuid, new_id uuid, called text, from_where text, token bytea, slip bytea, on_device text, until timestamptz)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into person (id, name) values (new_id, called);
  insert into guest (space_id, person_id, chapter_id, organisation, slip_hash)
    select room, new_id, c.id, from_where, slip from chapter c where c.space_id = room and c.number = 0;
  insert into session (id, person_id, token_hash, kind, device, ends_at)
    values (gen_random_uuid(), new_id, token, 'guest', on_device, until);
end $$;
revoke all on function make_guest from public;
alter function make_guest owner to :"gate";
