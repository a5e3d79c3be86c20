-- Documents, and the evidence items cut from them, typed in, or brought in from elsewhere.

create table file (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  size integer not null check (size >= 0),
  digest bytea not null,
  wrapped_key bytea not null,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column file.digest is 'Keyed by the space: duplicates are found within one space and never across.';
create index file_digest on file (space_id, digest);

create table document (
  space_id uuid not null references space,
  id uuid not null,
  chapter_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  kind text not null check (kind in ('txt','docx','odt','pdf','csv','xlsx','pasted')),
  text text not null check (length(text) between 1 and 2000000),
  pages jsonb not null default '[]',
  notes text[] not null default '{}',
  source text not null default '' check (length(source) <= 500),
  dated date,
  file_id uuid references file,
  author_id uuid,
  made_at timestamptz not null default clock_now(),
  tsv tsvector not null,
  primary key (space_id, id), unique (id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index document_search on document using gin (chapter_id, tsv);
create index document_list on document (chapter_id, made_at desc, id);

create table evidence (
  space_id uuid not null references space,
  id uuid not null,
  chapter_id uuid not null,
  words text check (length(words) between 1 and 5000),
  document_id uuid,
  starts integer, ends integer,
  attribution text not null default 'named' check (attribution in ('named', 'role', 'unnamed', 'theme')),
  speaker_id uuid,
  author_id uuid,
  method text not null default '' check (length(method) <= 200),
  asked text not null default '' check (length(asked) <= 300),
  n integer check (n >= 0),
  dated date,
  limits text not null default '' check (length(limits) <= 1000),
  disputed_by text not null default '' check (length(disputed_by) <= 500),
  crossing_id uuid references crossing,
  brought_on date,
  valid_until date,
  version integer not null default 1,
  made_at timestamptz not null default clock_now(),
  tsv tsvector not null,
  primary key (space_id, id), unique (id),
  foreign key (space_id, chapter_id) references chapter (space_id, id),
  foreign key (space_id, document_id) references document (space_id, id),
  check ((document_id is null) = (starts is null)), check (ends > starts)
);
comment on column evidence.words is 'Null once taken back by the person who said them.';
create index evidence_search on evidence using gin (chapter_id, tsv);
create index evidence_list on evidence (chapter_id, made_at desc, id);
create index evidence_document on evidence (space_id, document_id);
create index evidence_crossing on evidence (crossing_id);

grant select, insert on file to :"web";
grant select, insert, update (title, source, dated, tsv) on document to :"web";
grant select, insert, update (words, method, asked, n, dated, limits, disputed_by, version, tsv) on evidence to :"web";
grant select, insert, update (words, tsv, speaker_id, author_id, starts, ends, document_id) on evidence to :"mover";
grant select (id, chapter_id, tsv) on document to :"finder";
grant select (id, chapter_id, tsv, valid_until) on evidence to :"finder";
alter table file enable row level security; alter table file force row level security;
alter table document enable row level security; alter table document force row level security;
alter table evidence enable row level security; alter table evidence force row level security;
create policy readers on file to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy readers on document to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy readers on evidence to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy not_lapsed on evidence as restrictive to :"web" using (valid_until is null or valid_until >= (clock_now())::date);
-- What came by a crossing came by a crossing: nobody can write that it did, or change its words where it landed.
create policy not_by_hand on evidence as restrictive for insert to :"web" with check (crossing_id is null and brought_on is null);
create policy not_altered on evidence as restrictive for update to :"web" using (crossing_id is null);
create policy landed on evidence to :"mover" using (crossing_id in (select c.id from crossing c)) with check (crossing_id in (select c.id from crossing c));
create policy finds on document for select to :"finder" using (true);
create policy finds on evidence for select to :"finder" using (true);

create function find_library(in_space uuid, query tsquery, most integer)
  returns table (kind text, id uuid, rank real) language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (select array(select c.id from chapter c where c.space_id = in_space and c.id = any (my_chapters())) as chapters)
  select * from (
    select 'evidence', e.id, ts_rank(e.tsv, query) as rank from evidence e, mine where e.chapter_id = any (mine.chapters) and e.tsv @@ query
      and (e.valid_until is null or e.valid_until >= (clock_now())::date)
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from document d, mine where d.chapter_id = any (mine.chapters) and d.tsv @@ query
  ) found (kind, id, rank) order by rank desc, id limit most
$$;
grant select on chapter to :"finder";
create policy finder_reads on chapter for select to :"finder" using (true);
revoke all on function find_library from public;
grant execute on function find_library to :"web";
alter function find_library owner to :"finder";
