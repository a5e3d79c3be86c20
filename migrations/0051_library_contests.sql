-- A dispute stands beside what it disputes; a document has a day of its own, may be a link, and may be newer than another.

create table contest (
  space_id uuid not null references space,
  id uuid not null,
  chapter_id uuid not null,
  evidence_id uuid not null,
  words text not null check (length(words) between 1 and 2000),
  author_id uuid,
  made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id),
  foreign key (space_id, chapter_id) references chapter (space_id, id),
  foreign key (space_id, evidence_id) references evidence (space_id, id)
);
comment on column contest.author_id is 'Null for somebody among us: then no name is kept, and no time finer than the day.';
create index contest_of on contest (space_id, evidence_id);

alter table document add column version integer not null default 1;
alter table document add column link text not null default '' check (length(link) <= 2000 and (link = '' or link ~ '^https?://[^[:space:]]+$'));
alter table document add column line_id uuid;
alter table document add column number integer not null default 1 check (number >= 1);
alter table document add column changed text not null default '' check (length(changed) <= 1000);
alter table document add column occasion text not null default '' check (length(occasion) <= 200);
alter table document add column occasion_on date;
comment on column document.line_id is 'The first of the documents that this is a newer version of; null for a first one.';
-- A key over rows that exist is checked by its owner, who must see them for that moment.
alter table document no force row level security;
alter table document add foreign key (space_id, line_id) references document (space_id, id);
alter table document force row level security;
create unique index document_line on document (space_id, line_id, number);
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check
  check (kind in ('txt', 'docx', 'odt', 'pdf', 'csv', 'xlsx', 'pasted', 'link', 'picture'));

grant select, insert, delete on contest to :"web";
grant select, update (words, author_id), delete on contest to :"gate";
grant update (version) on document to :"web";
alter table contest enable row level security; alter table contest force row level security;
create policy readers on contest to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy own_hand on contest as restrictive for insert to :"web" with check (author_id is null or author_id = me());
-- Nobody takes a dispute away but whoever made it, and no program does.
create policy own_again on contest as restrictive for delete to :"web" using (author_id = me() and not by_token());
create policy gate_all on contest to :"gate" using (true) with check (true);
create trigger keeps_chapter before insert on contest for each row when (current_user = :'web') execute function keeps_chapter();

-- A dispute goes with the words it disputes, and whatever repeats them goes out of every other text of the library.
create function library_forget_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); everywhere boolean := cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) >= 6;
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contest where space_id = old.space_id and evidence_id = old.id;
  if everywhere then
    update contest set words = words_forgotten(words, old.words) where space_id = old.space_id and words_forgotten(words, old.words) <> words;
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger gone_from_library after update of words on evidence for each row
  when (old.words is not null and new.words is null) execute function library_forget_words();
-- Erasure: a dispute stays beside what it disputes, and whose it was is kept nowhere.
create function library_forget_me() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update contest set author_id = null where author_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
-- The next number in a line of versions, whatever of it the asker reads: it orders, and is shown to nobody.
create function next_in_line(in_space uuid, of_line uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select 1 + max(d.number) from document d where d.space_id = in_space and (d.id = of_line or d.line_id = of_line)
$$;
grant select (space_id, id, line_id, number) on document to :"gate";
grant execute on function next_in_line to :"web";
revoke all on function library_forget_words, library_forget_me, next_in_line from public;
grant execute on function library_forget_me to :"web";
alter function next_in_line owner to :"gate"; alter function library_forget_words owner to :"gate"; alter function library_forget_me owner to :"gate";

-- Search: by kind and by the day a thing is about (its own, else its document's, else when it was written down), so many
-- at a time after the last one shown. Ids and ranks only, and nothing that the reader may not read, as before.
grant select (space_id, document_id, dated, made_at) on evidence to :"finder";
grant select (space_id, dated, made_at) on document to :"finder";
grant select (id, zone) on space to :"finder";
create policy finder_reads on space for select to :"finder" using (true);
drop function find_library(uuid, tsquery, integer);
create function find_library(in_space uuid, query tsquery, most integer, only_kind text default null, from_day date default null,
    to_day date default null, after_rank real default null, after_id uuid default null)
  returns table (kind text, id uuid, rank real) language sql stable security definer set search_path = public, pg_temp as $$
  with mine as (select array(select c.id from chapter c where c.space_id = in_space and c.id = any (my_chapters())) as chapters,
                       (select s.zone from space s where s.id = in_space) as zone)
  select * from (
    select 'evidence', e.id, ts_rank(e.tsv, query) as rank from evidence e, mine where e.chapter_id = any (mine.chapters) and e.tsv @@ query
      and (e.valid_until is null or e.valid_until >= (clock_now())::date) and only_kind is distinct from 'document'
      and ((from_day is null and to_day is null) or coalesce(e.dated, (select d.dated from document d where d.space_id = e.space_id and d.id = e.document_id),
            (e.made_at at time zone mine.zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from document d, mine where d.chapter_id = any (mine.chapters) and d.tsv @@ query
      and only_kind is distinct from 'evidence'
      and ((from_day is null and to_day is null) or coalesce(d.dated, (d.made_at at time zone mine.zone)::date)
            between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
  ) found (kind, id, rank)
  where after_rank is null or found.rank < after_rank or (found.rank = after_rank and found.id > after_id)
  order by rank desc, id limit most
$$;
revoke all on function find_library from public;
grant execute on function find_library to :"web";
alter function find_library owner to :"finder";

-- Accents make no difference to a search: the words of a space are kept without them, and so is what is asked.
create text search configuration plain_english (copy = english);
alter text search configuration plain_english alter mapping for hword, hword_part, word with unaccent, english_stem;
alter table space alter column search_language set default 'plain_english';
alter table space no force row level security; alter table document no force row level security; alter table evidence no force row level security;
update space set search_language = 'plain_english' where search_language = 'english'::regconfig;
update document set tsv = setweight(to_tsvector('plain_english', title), 'A') || to_tsvector('plain_english', left(text, 200000))
 where title || text ~ '[^\x01-\x7F]';
update evidence set tsv = to_tsvector('plain_english', words) where words ~ '[^\x01-\x7F]';
alter table space force row level security; alter table document force row level security; alter table evidence force row level security;
