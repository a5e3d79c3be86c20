-- People, their ways in, and organisations. Nothing here holds a word anybody wrote in a space.

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  pronouns text not null default '' check (length(pronouns) <= 40),
  joined_on date not null default (clock_now())::date
);

create table profile (
  person_id uuid primary key references person on delete cascade,
  access_needs text not null default '' check (length(access_needs) <= 2000),
  learning_style text not null default '' check (length(learning_style) <= 2000),
  prefers text not null default 'words' check (prefers in ('words', 'pictures', 'sound')),
  zone text
);

create table login (
  person_id uuid primary key references person on delete cascade,
  email text not null check (length(email) between 3 and 254),
  email_key text not null generated always as (lower(email)) stored,
  unique (email_key)
);

create table password (
  person_id uuid primary key references person on delete cascade,
  hash text not null,
  totp_cipher bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0,
  changed_at timestamptz not null default clock_now()
);

create table session (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token_hash bytea not null unique,
  kind text not null check (kind in ('full', 'pen')),
  device text not null default '' check (length(device) <= 120),
  made_at timestamptz not null default clock_now(),
  seen_at timestamptz not null default clock_now(),
  proved_at timestamptz,
  ends_at timestamptz not null
);
create index session_person on session (person_id);
comment on table session is 'A pen may add to its owner''s journal for 90 days and do nothing else.';

create table organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  org_id text check (org_id ~ '^[A-Z0-9]+(-[A-Z0-9]+)*-[A-Za-z0-9./-]+$'),
  size_band text check (size_band in ('1-9', '10-49', '50-249', '250+')),
  sector text check (sector in ('charity', 'public', 'education', 'health', 'housing', 'faith', 'business', 'funder', 'other')),
  made_by uuid not null
);

grant select, insert, update (name, pronouns) on person to :"web";
grant select, insert, update (access_needs, learning_style, prefers, zone) on profile to :"web";
grant select, insert, update (email) on login to :"web";
grant select, insert, update (hash, totp_cipher, totp_confirmed_at, totp_last_step, changed_at) on password to :"web";
grant select, insert, delete, update (seen_at, proved_at) on session to :"web";
grant select, insert, update (name, org_id, size_band, sector) on organisation to :"web";
grant select on person, login, password, session, organisation to :"gate";
grant update (seen_at) on session to :"gate";
grant delete on session to :"worker";

alter table person enable row level security; alter table person force row level security;
alter table profile enable row level security; alter table profile force row level security;
alter table login enable row level security; alter table login force row level security;
alter table password enable row level security; alter table password force row level security;
alter table session enable row level security; alter table session force row level security;
alter table organisation enable row level security; alter table organisation force row level security;
create policy own on person to :"web" using (id = me()) with check (id = me());
create policy own on profile to :"web" using (person_id = me()) with check (person_id = me());
create policy own on login to :"web" using (person_id = me()) with check (person_id = me());
create policy own on password to :"web" using (person_id = me()) with check (person_id = me());
create policy own on session to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_reads on person for select to :"gate" using (true);
create policy gate_reads on login for select to :"gate" using (true);
create policy gate_reads on password for select to :"gate" using (true);
create policy gate_reads on session for select to :"gate" using (true);
create policy gate_touches on session for update to :"gate" using (true) with check (true);
create policy gate_reads on organisation for select to :"gate" using (true);
create policy sweep on session for delete to :"worker" using (ends_at < clock_now());

-- Before anybody is signed in, the web role can ask two questions, each about one thing it must already hold.
create function session_for(token bytea)
  returns table (session_id uuid, person_id uuid, kind text, proved_at timestamptz)
  language sql security definer set search_path = public, pg_temp as $$
  update session s set seen_at = clock_now()
   where s.token_hash = token and s.seen_at < clock_now() - interval '5 minutes' and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end;
  select s.id, s.person_id, s.kind, s.proved_at from session s
   where s.token_hash = token and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end
$$;

create function login_for(address text)
  returns table (person_id uuid, hash text, totp_cipher bytea, totp_confirmed_at timestamptz, totp_last_step bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.person_id, p.hash, p.totp_cipher, p.totp_confirmed_at, p.totp_last_step
    from login l join password p on p.person_id = l.person_id where l.email_key = lower(address)
$$;

create function finish_setup(token bytea) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with done as (update installation set set_up_at = clock_now(), setup_hash = null
                 where setup_hash = token and set_up_at is null returning 1)
  select exists (select from done)
$$;

create function name_place(place text, host text) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update installation set name = place, host_sentence = host
   where set_up_at is null
$$;
