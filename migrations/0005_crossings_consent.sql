-- The only way elsewhere: a proposal, the consents it needs, what was let out, and its taking back.

create table seat (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  title text not null check (length(title) between 1 and 160),
  holder text not null default '' check (length(holder) <= 160),
  made_by uuid not null,
  unique (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table seat is 'Who needs to hear things: a post, held by somebody inside, or outside by a link of their own.';

create table crossing (
  id uuid primary key,
  speaker_id uuid not null references person,
  proposed_by uuid not null references person,
  from_space uuid not null references space,
  from_chapter uuid not null references chapter,
  source_kind text not null check (source_kind in ('entry', 'evidence')),
  source_id uuid not null,
  source_version integer not null default 1,
  to_space uuid references space,
  to_seat uuid references seat,
  form text not null check (form in ('words', 'unnamed', 'theme')),
  words text check (length(words) between 1 and 5000),
  purpose text not null default '' check (length(purpose) <= 500),
  audience text not null check (length(audience) between 1 and 1000),
  names_organisation uuid references organisation,
  until date,
  proposed_at timestamptz not null default clock_now(),
  lapses_at timestamptz not null,
  check (num_nonnulls(to_space, to_seat) = 1)
);
create index crossing_speaker on crossing (speaker_id);
create index crossing_source on crossing (source_id);

create table consent (
  crossing_id uuid not null references crossing,
  person_id uuid not null references person,
  standing text not null check (standing in ('speaker', 'organisation', 'group')),
  answer text check (answer in ('goes', 'stays')),
  answered_at timestamptz,
  primary key (crossing_id, person_id, standing)
);
create index consent_person on consent (person_id);
create table crossing_outcome (
  crossing_id uuid primary key references crossing,
  outcome text not null check (outcome in ('went', 'stays')),
  at timestamptz not null default clock_now()
);
create table release (
  crossing_id uuid not null references crossing,
  into_table text not null,
  row_id uuid not null,
  at timestamptz not null default clock_now(),
  primary key (crossing_id, into_table, row_id)
);
comment on table release is 'The release ledger: every copy a crossing made. A withdrawal that touches fewer is an error.';
create table withdrawal (
  crossing_id uuid primary key references crossing,
  by uuid not null,
  at timestamptz not null default clock_now()
);

grant select, insert, update (title, holder) on seat to :"web";
grant select on seat to :"mover", :"gate";
-- Whose words they are is told to nobody, not even to those who are asked: each may ask only whether they are their own.
grant select (id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_space, to_seat, form, words,
  purpose, audience, names_organisation, until, proposed_at, lapses_at) on crossing to :"web";
grant select on consent, crossing_outcome, release, withdrawal to :"web";
create function i_said(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from crossing c where c.id = which and c.speaker_id = me()) $$;
revoke all on function i_said from public;
grant execute on function i_said to :"web";
alter function i_said owner to :"gate";
grant select, insert, update (words) on crossing to :"mover";
grant select, insert, update (answer, answered_at) on consent to :"mover";
grant select, insert on crossing_outcome, release, withdrawal to :"mover";
alter table seat enable row level security; alter table seat force row level security;
alter table crossing enable row level security; alter table crossing force row level security;
alter table consent enable row level security; alter table consent force row level security;
alter table crossing_outcome enable row level security; alter table crossing_outcome force row level security;
alter table release enable row level security; alter table release force row level security;
alter table withdrawal enable row level security; alter table withdrawal force row level security;
create policy readers on seat to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy mover_reads on seat for select to :"mover" using (true);
create policy gate_reads on seat for select to :"gate" using (true);
create policy own on consent for select to :"web" using (person_id = me());
-- One's own words for ever; others' for as long as one reads the chapter they were said in, or stands for a name they carry.
create policy own on crossing for select to :"web" using (speaker_id = me()
  or (from_chapter = any ((select my_chapters())::uuid[])
      and (proposed_by = me() or id in (select c.crossing_id from consent c where c.person_id = me())))
  or (to_space = any ((select my_spaces())::uuid[])
      and id in (select c.crossing_id from consent c where c.person_id = me() and c.standing = 'organisation')));
create policy own on crossing_outcome for select to :"web" using (crossing_id in (select c.id from crossing c));
create policy speaker on release for select to :"web" using (i_said(crossing_id));
create policy own on withdrawal for select to :"web" using (by = me());
create policy mover_all on consent to :"mover" using (true) with check (true);
create policy mover_concerned on crossing to :"mover" using (speaker_id = me() or proposed_by = me()
  or id in (select c.crossing_id from consent c where c.person_id = me())) with check (proposed_by = me() or speaker_id = me());
create policy mover_concerned on crossing_outcome to :"mover" using (crossing_id in (select c.id from crossing c)) with check (crossing_id in (select c.id from crossing c));
create policy mover_concerned on release to :"mover" using (crossing_id in (select c.id from crossing c)) with check (crossing_id in (select c.id from crossing c));
create policy mover_speaker on withdrawal to :"mover" using (by = me()) with check (by = me());
