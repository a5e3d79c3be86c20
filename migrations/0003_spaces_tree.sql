-- Spaces, their chapters, who is in them and how far back each reads: the one place where visibility is decided.

create table space (
  id uuid primary key,
  parent_id uuid references space,
  kind text not null check (kind in ('person','pair','room','group','organisation','partnership','seat','region','nation','commons')),
  name text not null check (length(name) between 1 and 120),
  address text not null unique,
  unlisted boolean not null default false,
  owner_id uuid,
  zone text not null default 'Europe/London',
  search_language regconfig not null default 'english',
  made_at timestamptz not null default clock_now(),
  unique (owner_id),
  check ((kind = 'person') = (owner_id is not null))
);
create index space_parent on space (parent_id);

create table chapter (
  id uuid primary key default gen_random_uuid(),
  space_id uuid not null references space,
  number integer not null check (number >= 0),
  opened_at timestamptz not null default clock_now(),
  unique (space_id, number),
  unique (space_id, id)
);
comment on column chapter.number is '0 is the standing chapter, which every member reads; the dated ones follow.';

create table membership (
  id uuid primary key,
  space_id uuid not null references space,
  person_id uuid not null references person,
  organisation_id uuid references organisation,
  class text not null check (class in ('funder','public_body','grantee','delivery_partner','learning_partner','evaluator','academic','community_member','observer')),
  roles text[] not null default '{}',
  starts_at timestamptz not null,
  ends_at timestamptz,
  first_chapter integer,
  reason_joined text not null default '' check (length(reason_joined) <= 500),
  reason_left text not null default '' check (length(reason_left) <= 500),
  brought_by uuid,
  shares_with uuid references membership,
  check (ends_at is null or ends_at >= starts_at)
);
create index membership_person on membership (person_id);
create index membership_space on membership (space_id);
comment on column membership.first_chapter is 'Where reading begins; null until the arrival has taken effect, and then nothing is read.';

-- gate compares with app.person and calls nothing, so these policies cannot recurse.
grant select, insert on space, chapter, membership to :"gate";
grant update (starts_at, ends_at, first_chapter, reason_left) on membership to :"gate";
grant select on space, chapter, membership to :"web", :"worker";
grant update (name, zone) on space to :"web";
grant update (roles) on membership to :"gate";
grant select on space, membership to :"mover";
grant select on chapter to :"mover", :"live";
alter table space enable row level security; alter table space force row level security;
alter table chapter enable row level security; alter table chapter force row level security;
alter table membership enable row level security; alter table membership force row level security;
create policy gate_all on space to :"gate" using (true) with check (true);
create policy gate_all on chapter to :"gate" using (true) with check (true);
create policy gate_all on membership to :"gate" using (true) with check (true);
create policy mover_reads on space for select to :"mover" using (true);
create policy mover_reads on chapter for select to :"mover" using (true);
create policy mover_reads on membership for select to :"mover" using (true);
create policy worker_reads on space for select to :"worker" using (true);
create policy worker_reads on chapter for select to :"worker" using (true);
create policy worker_reads on membership for select to :"worker" using (true);
create policy one on chapter for select to :"live" using (id = nullif(current_setting('app.chapter', true), '')::uuid);

create function my_spaces() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.space_id), '{}') from membership m
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;

create function my_chapters() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;

-- Spaces whose name I may know without being in them: listed children of mine, and my listed forebears.
create function my_directory() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  with recursive mine as (select unnest(my_spaces()) as id),
  up as (select s.id, s.parent_id from space s join mine on mine.id = s.id
         union select p.id, p.parent_id from space p join up on up.parent_id = p.id)
  select coalesce(array_agg(distinct s.id), '{}') from space s
   where s.id in (select id from mine)
      or (not s.unlisted and s.kind not in ('person','pair','seat','room')
          and (s.id in (select id from up) or s.parent_id in (select id from mine)))
$$;

create function my_people() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.person_id), '{}') from membership m where m.space_id = any (my_spaces())
$$;

create function my_organisations() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o
   where o.made_by = me() or o.id in (select m.organisation_id from membership m where m.space_id = any (my_spaces()))
$$;

create policy directory on space for select to :"web" using (id = any ((select my_directory())::uuid[]));
create policy settings on space for update to :"web" using (id = any ((select my_spaces())::uuid[])) with check (id = any ((select my_spaces())::uuid[]));
create policy mine on chapter for select to :"web" using (id = any ((select my_chapters())::uuid[]));
create policy mine on membership for select to :"web" using (person_id = me() or space_id = any ((select my_spaces())::uuid[]));
create policy met on person for select to :"web" using (id = any ((select my_people())::uuid[]));
create policy met on organisation for select to :"web" using (id = any ((select my_organisations())::uuid[]));
create policy made on organisation for insert to :"web" with check (made_by = me());
create policy own on organisation for update to :"web" using (made_by = me()) with check (made_by = me());

-- What a space holds and owes stands in its standing chapter.
create table charter (
  space_id uuid primary key references space,
  chapter_id uuid not null,
  purpose text not null default '' check (length(purpose) <= 2000),
  template text not null,
  anchor text not null check (anchor in ('funder','organisation','project','network','cause_area','place')),
  phase text not null default 'exploring' check (phase in ('exploring','forming','active','embedding','ending')),
  intensity text not null default 'standard' check (intensity in ('light_touch','standard','full')),
  vocabulary jsonb not null default '{}',
  priorities text[] not null default '{}',
  payer text not null default '' check (length(payer) <= 300),
  version integer not null default 1,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- Rules of a space: dated rows, read by every other module through this one's front door.
create table space_rule (
  space_id uuid not null references space,
  chapter_id uuid not null,
  rule text not null check (rule in ('group_consent', 'newcomers_read_back', 'safeguarding_contact')),
  value jsonb not null,
  since timestamptz not null default clock_now(),
  primary key (space_id, rule, since),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table event (
  space_id uuid not null,
  chapter_id uuid not null,
  number bigint not null,
  kind text not null,
  subject uuid not null,
  actor_id uuid,
  at timestamptz not null default clock_now(),
  primary key (chapter_id, number),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table event is 'Ids, never words. Numbers are without gaps within a chapter and in the order of commits.';
grant select, insert, update (purpose, template, anchor, phase, intensity, vocabulary, priorities, payer, version) on charter to :"web";
grant select, insert on charter, space_rule to :"gate";
grant select on space_rule to :"web";
grant select on space_rule to :"mover";
grant select, insert on event to :"web", :"mover", :"gate";
grant select on event to :"live", :"worker";
alter table charter enable row level security; alter table charter force row level security;
alter table space_rule enable row level security; alter table space_rule force row level security;
alter table event enable row level security; alter table event force row level security;
create policy readers on charter to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy readers on space_rule for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy readers on event to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy founding on charter to :"gate" using (true) with check (true);
create policy founding on space_rule to :"gate" using (true) with check (true);
create policy mover_reads on space_rule for select to :"mover" using (true);
create policy mover_appends on event to :"mover" using (true) with check (true);
create policy gate_appends on event to :"gate" using (true) with check (true);
create policy one on event for select to :"live" using (chapter_id = nullif(current_setting('app.chapter', true), '')::uuid);
create policy worker_reads on event for select to :"worker" using (true);

-- Appends one event with the chapter's next number. The lock is held until the commit, so the numbers have no gap
-- and their order is the order of commits.
create function append_event(in_chapter uuid, what text, about uuid, who uuid, happened timestamptz) returns bigint
  language plpgsql set search_path = public, pg_temp as $$
declare n bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(in_chapter::text, 0));
  insert into event (space_id, chapter_id, number, kind, subject, actor_id, at)
  select c.space_id, c.id, 1 + coalesce((select max(e.number) from event e where e.chapter_id = c.id), 0), what, about, who, happened
    from chapter c where c.id = in_chapter returning number into n;
  return n;
end $$;
