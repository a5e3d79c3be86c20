-- The ground every module stands on: who is asking, what time it is here, attempts and events.
-- Role names are psql variables (:"web"), since roles in a shared cluster are named after their database.

create function me() returns uuid language sql stable
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;

create table installation (
  only_one boolean primary key default true check (only_one),
  name text not null default 'Trefoil',
  host_sentence text not null default '',
  zone text not null default 'Europe/London',
  demonstration boolean not null,
  clock_offset interval not null default '0',
  setup_hash bytea,
  set_up_at timestamptz,
  check (demonstration or clock_offset = '0')
);
comment on column installation.demonstration is 'Marked when the database is created and never after.';

-- The one clock: a demonstration may carry its own time, a real place never does.
create function clock_now() returns timestamptz language sql stable
  as $$ select now() + coalesce((select clock_offset from installation), interval '0') $$;

create table attempt (
  person_id uuid not null,
  procedure text not null,
  id uuid not null,
  answer jsonb not null,
  at timestamptz not null default clock_now(),
  primary key (person_id, procedure, id)
);
comment on table attempt is 'What a repeated attempt is answered: ids only, kept seven days.';

grant usage on schema public to :"web", :"worker", :"live", :"gate", :"mover", :"finder";
grant select on installation to :"web", :"worker", :"live", :"gate", :"mover", :"finder";
grant update (name, host_sentence, zone) on installation to :"gate";
grant update (set_up_at, setup_hash) on installation to :"gate";
grant select, insert on attempt to :"web";
grant select, delete on attempt to :"worker";

alter table installation enable row level security; alter table installation force row level security;
create policy reference_read on installation for select to :"web", :"worker", :"live", :"gate", :"mover", :"finder" using (true);
create policy gate_sets_up on installation for update to :"gate" using (true) with check (true);
alter table attempt enable row level security; alter table attempt force row level security;
create policy own on attempt to :"web" using (person_id = me()) with check (person_id = me());
create policy sweep on attempt to :"worker" using (at < clock_now() - interval '7 days');
