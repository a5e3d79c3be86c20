-- Ways in besides password and passkey: a mailed link, an organisation's own sign-in, and the passphrase that opens a
-- journal to whoever came by one of these. None of the tables holds a secret that could be used as it stands here.

alter table installation add column mailed_links boolean not null default false;
alter table login add column verified_at timestamptz;
grant update (verified_at) on login to :"web";
grant update (mailed_links) on installation to :"gate";

create table place_keeper (person_id uuid primary key references person on delete cascade);
comment on table place_keeper is 'Who runs this place: its settings, and no word or member of any space by that.';
-- A place set up before this: its first person, where it is certain who that was.
alter table person no force row level security; alter table installation no force row level security;
insert into place_keeper select id from person, installation where not demonstration and joined_on = set_up_at::date
   and 1 = (select count(*) from person, installation where joined_on = set_up_at::date);
alter table person force row level security; alter table installation force row level security;
grant select, delete on place_keeper to :"web";
grant select, insert on place_keeper to :"gate";
alter table place_keeper enable row level security; alter table place_keeper force row level security;
create policy own on place_keeper to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_reads on place_keeper for select to :"gate" using (true);
create policy gate_keeps on place_keeper for insert to :"gate" with check (true);

create table sign_in_provider (
  id uuid primary key,
  issuer text not null unique check (length(issuer) between 8 and 300),
  client_id text not null check (length(client_id) between 1 and 300),
  secret_cipher bytea not null,
  words text not null check (length(words) between 1 and 60),
  organisation text not null check (length(organisation) between 1 and 200),
  made_on date not null default (clock_now())::date
);
create table sign_in_link (
  issuer text not null references sign_in_provider (issuer) on delete cascade,
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null references person on delete cascade,
  made_on date not null default (clock_now())::date,
  primary key (issuer, subject),
  unique (person_id, issuer)
);
comment on table sign_in_link is 'A person is known again by issuer and subject, never by an address.';
create table passphrase (
  person_id uuid primary key references person on delete cascade,
  hash text not null,
  changed_at timestamptz not null default clock_now()
);
create table mailed_link (
  hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  purpose text not null check (purpose in ('sign-in', 'address')),
  address text not null check (length(address) between 3 and 254),
  ends_at timestamptz not null
);
create index mailed_link_person on mailed_link (person_id);

grant select, insert, delete on sign_in_link, mailed_link to :"web";
grant select, insert, delete, update (client_id, secret_cipher, words, organisation) on sign_in_provider to :"web";
grant select, insert, delete, update (hash, changed_at) on passphrase to :"web";
grant select on sign_in_provider, sign_in_link to :"gate";
grant select, delete on mailed_link to :"gate", :"worker";
alter table sign_in_provider enable row level security; alter table sign_in_provider force row level security;
alter table sign_in_link enable row level security; alter table sign_in_link force row level security;
alter table passphrase enable row level security; alter table passphrase force row level security;
alter table mailed_link enable row level security; alter table mailed_link force row level security;
create policy keepers on sign_in_provider to :"web"
  using (exists (select from place_keeper where person_id = me())) with check (exists (select from place_keeper where person_id = me()));
create policy own on sign_in_link to :"web" using (person_id = me()) with check (person_id = me());
create policy own on passphrase to :"web" using (person_id = me()) with check (person_id = me());
create policy own on mailed_link to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_reads on sign_in_provider for select to :"gate" using (true);
create policy gate_reads on sign_in_link for select to :"gate" using (true);
create policy gate_reads on mailed_link for select to :"gate" using (true);
create policy gate_spends on mailed_link for delete to :"gate" using (true);
create policy sweep on mailed_link for delete to :"worker" using (ends_at < clock_now());

-- In the transaction that sets the place up, its first person becomes the one who runs it; never after.
create function keep_place() returns void language sql security definer set search_path = public, pg_temp as $$
  insert into place_keeper select me() from installation
   where set_up_at = clock_now() and not demonstration and not exists (select from place_keeper)
$$;
create function allow_mailed_links(allowed boolean) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with done as (update installation set mailed_links = allowed
                 where exists (select from place_keeper where person_id = me()) returning 1)
  select exists (select from done)
$$;
-- At the door: what the buttons say, and for the server that goes on with one, what it needs for it.
create function sign_in_doors() returns table (id uuid, issuer text, words text, organisation text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.issuer, p.words, p.organisation from sign_in_provider p order by p.words
$$;
create function sign_in_provider_for(asked uuid) returns table (issuer text, client_id text, secret_cipher bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.issuer, p.client_id, p.secret_cipher from sign_in_provider p where p.id = asked
$$;
create function linked_person(its_issuer text, its_subject text) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.person_id from sign_in_link l where l.issuer = its_issuer and l.subject = its_subject
$$;
create function person_at(its_address text) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.person_id from login l where l.email_key = lower(its_address)
$$;
-- Deleting it is spending it: of many at once, one gets it.
create function spend_mailed_link(token bytea, for_what text) returns table (person_id uuid, address text)
  language sql security definer set search_path = public, pg_temp as $$
  delete from mailed_link m where m.hash = token and m.purpose = for_what and m.ends_at > clock_now()
  returning m.person_id, m.address
$$;
revoke all on function keep_place, allow_mailed_links, sign_in_doors, sign_in_provider_for, linked_person, person_at,
  spend_mailed_link from public;
grant execute on function keep_place, allow_mailed_links, sign_in_doors, sign_in_provider_for, linked_person, person_at,
  spend_mailed_link to :"web";
alter function keep_place owner to :"gate";
alter function allow_mailed_links owner to :"gate";
alter function sign_in_doors owner to :"gate";
alter function sign_in_provider_for owner to :"gate";
alter function linked_person owner to :"gate";
alter function person_at owner to :"gate";
alter function spend_mailed_link owner to :"gate";

-- Whoever came by a mailed link or by their organisation has shown nothing that only they hold: the journal stays shut.
create function journal_shut() returns boolean language sql stable set search_path = public, pg_temp
  as $$ select coalesce(current_setting('app.shut', true), '') = 'on' $$;
