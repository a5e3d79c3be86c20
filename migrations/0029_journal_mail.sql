-- The secret address at which a person's journal takes mail.

create table mail_address (
  person_id uuid primary key references person on delete cascade,
  hash bytea not null unique,
  cipher bytea not null,
  made_on date not null default (clock_now())::date
);
comment on column mail_address.hash is 'Of the part before the @, which is never kept in the clear: the cipher shows it to its owner.';
grant select, insert, delete, update (hash, cipher, made_on) on mail_address to :"web";
grant select on mail_address to :"gate";
alter table mail_address enable row level security; alter table mail_address force row level security;
create policy own on mail_address to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_reads on mail_address for select to :"gate" using (true);

create function journal_at(address bytea) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select person_id from mail_address where hash = address
$$;
revoke all on function journal_at from public;
grant execute on function journal_at to :"web";
alter function journal_at owner to :"gate";
