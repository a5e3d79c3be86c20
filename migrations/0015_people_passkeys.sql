-- A key held by a device instead of a password: its owner sees and removes it; before sign-in it answers to its own id only.
create table passkey (
  id text primary key check (length(id) between 1 and 1400),
  person_id uuid not null references person on delete cascade,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 60),
  made_at timestamptz not null default clock_now()
);
create index passkey_person on passkey (person_id);
grant select, insert, delete, update (counter) on passkey to :"web";
grant select on passkey to :"gate";
alter table passkey enable row level security; alter table passkey force row level security;
create policy own on passkey to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_reads on passkey for select to :"gate" using (true);

create function passkey_for(credential text)
  returns table (person_id uuid, public_key bytea, counter bigint, transports text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.person_id, k.public_key, k.counter, k.transports from passkey k where k.id = credential
$$;
revoke all on function passkey_for from public;
grant execute on function passkey_for to :"web";
alter function passkey_for owner to :"gate";

-- Whoever is forgotten loses every way in; the row of the person stays without a name, since others' rows point to it.
grant delete on profile, login, password to :"web";
