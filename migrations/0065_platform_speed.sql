-- The same answers, found sooner. Who may read what is decided by these functions as before, with the same conditions; each of
-- them now asks the clock, the token and the session once instead of once for every row.

set local role :"gate";
create or replace function my_spaces() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.space_id), '{}') from membership m join space s on s.id = m.space_id
   where m.person_id = (select me()) and m.first_chapter is not null
     and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
     and (not (select by_token()) or m.space_id = any ((select token_spaces())::uuid[]))
     and not ((select journal_shut()) and s.kind = 'pair')
$$;
create or replace function my_chapters() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
    join space s on s.id = m.space_id
   where m.person_id = (select me()) and m.first_chapter is not null
     and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
     and (not (select by_token()) or m.space_id = any ((select token_spaces())::uuid[]))
     and not ((select journal_shut()) and s.kind in ('person', 'pair'))
$$;
-- In parts that an index answers each: as one condition, every space of the place was looked at.
create or replace function my_directory() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  with recursive mine as materialized (select unnest(my_spaces()) as id),
  up as (select s.id, s.parent_id from space s join mine on mine.id = s.id
         union select p.id, p.parent_id from space p join up on up.parent_id = p.id),
  listed as (
    select s.id from up join space s on s.id = up.id where not s.unlisted and s.kind not in ('person','pair','seat','room')
    union all
    select s.id from mine join space s on s.parent_id = mine.id where not s.unlisted and s.kind not in ('person','pair','seat','room'))
  select coalesce(array_agg(distinct known.id), '{}') from (select id from mine union all select id from listed) known
$$;
create or replace function my_people() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.person_id), '{}') from membership m where m.space_id = any ((select my_spaces())::uuid[])
$$;
reset role;
create index organisation_maker on organisation (made_by);
set local role :"gate";
create or replace function my_organisations() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct known.id), '{}') from (
    select o.id from organisation o where o.made_by = (select me()) and not (select by_token())
    union all select m.organisation_id from membership m where m.space_id = any ((select my_spaces())::uuid[]) and m.organisation_id is not null
    union all select p.organisation_id from space_partner p where p.space_id = any ((select my_spaces())::uuid[])) known
$$;
reset role;

-- Whether new words repeat six in a row of somebody's is asked of every piece of an earlier chapter. So that it need not be
-- asked of each: of any four threes of words that follow each other, one is kept (the least of their numbers). Six words in a
-- row hold four such threes, so whatever repeats six in a row of a piece holds a three that is kept of that piece, wherever
-- the six begin. A piece of three to five words has its first three kept, a shorter one itself. What is found so is then
-- compared word by word, as before. Immutable as long as unaccent is: a new PostgreSQL is a new database here.
create function threes_of(t text, kept boolean) returns integer[] language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare plain text := plain_words(t); w text[] := string_to_array(btrim(plain), ' '); n integer := cardinality(w); threes integer[];
begin
  if n < 3 then return array[hashtext(plain)]; end if;
  threes := array(select hashtext(w[i] || ' ' || w[i + 1] || ' ' || w[i + 2]) from generate_series(1, n - 2) i);
  if not kept then return threes; end if;
  if n < 6 then return threes[1:1]; end if;
  return array(select distinct least(threes[i], threes[i + 1], threes[i + 2], threes[i + 3]) from generate_series(1, n - 5) i);
end $$;
comment on function threes_of is 'Kept: what an index holds of a piece. Otherwise: everything that a piece repeated in this text could have kept.';
alter function repeats(text, text) rename to repeats_word_by_word;
-- One expression, so that whoever asks it of many pieces has the index asked first.
create function repeats(theme text, said text) returns boolean language sql stable
  return threes_of(said, true) && threes_of(theme, false) and repeats_word_by_word(theme, said);
create index evidence_threes on evidence using gin (chapter_id, threes_of(words, true)) where words is not null;

-- A page of a list, newest first, is read off these as it stands; without them all of a space was read for its first page.
create index evidence_newest on evidence (space_id, made_at desc, id);
drop index evidence_list;
-- Everything of mine, and the words that go with whoever goes.
create index evidence_speaker on evidence (speaker_id) where speaker_id is not null;
create index evidence_author on evidence (author_id) where author_id is not null;
create index document_newest on document (space_id, made_at desc, id);

-- A chapter lies in one space. Without being told so, the database takes what a reader may read of a space for a handful of rows,
-- reads all of them, and sorts them, instead of reading the first page off the index. (Numbers about columns, and no words.)
do $$ declare t text; begin
  for t in select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('space_id', 'chapter_id') and not a.attisdropped) = 2 loop
    execute format('create statistics %I (dependencies) on space_id, chapter_id from %I', t || '_chapters', t);
  end loop;
end $$;
-- What an index holds of a text is told apart by nobody's guess: computing it for a guess would cost more than the guess is worth.
alter index evidence_threes alter column 2 set statistics 0;
