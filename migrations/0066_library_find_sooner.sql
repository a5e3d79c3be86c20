-- Search within a space, whatever else the place holds: an index in which each word stands under its chapter. As it was, a word
-- was found wherever anybody had used it, and then thrown away where the space was another one.

-- Every word of a text under the first letters of its chapter's id, and those letters alone. A hundred thousand chapters that
-- began alike would cost time and nothing else: whatever is found is asked for its chapter and its words once more.
create function words_under(chapter uuid, tsv tsvector) returns tsvector language sql immutable parallel safe
  return array_to_tsvector(left(chapter::text, 8) || array(select left(chapter::text, 8) || ' ' || word from unnest(tsvector_to_array(tsv)) word));
-- The same of a question. An order of words becomes that they are all there; the text itself is asked for their order.
create function asked_under(chapter uuid, query tsquery) returns tsquery language sql immutable parallel safe
  return case when numnode(query) = 0 then query else (quote_literal(left(chapter::text, 8)) || ' & (' || regexp_replace(regexp_replace(query::text, $r$'((?:[^']|'')+)'$r$,
            '''' || left(chapter::text, 8) || ' \1''', 'g'), '<(-|[0-9]+)>', '&', 'g') || ')')::tsquery end;
drop index evidence_search;
create index evidence_search on evidence using gin (words_under(chapter_id, tsv));
drop index document_search;
create index document_search on document using gin (words_under(chapter_id, tsv));
alter index evidence_search alter column 1 set statistics 0;
alter index document_search alter column 1 set statistics 0;

-- Ids and ranks only, of what the reader may read, as before. A word that stands in more than one in twelve of the newest four
-- hundred pieces is common: then the newest three hundred pieces that have it are weighed against each other, and not all. Of
-- documents it is the newest hundred of each chapter. With a span of days everything within it is weighed.
set local role :"finder";
create or replace function find_library(in_space uuid, query tsquery, most integer, only_kind text default null, from_day date default null,
    to_day date default null, after_rank real default null, after_id uuid default null)
  returns table (kind text, id uuid, rank real) language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare mine uuid[]; zone text; today date := (clock_now())::date; any_day boolean := from_day is null and to_day is null; common boolean := false;
  -- Only an order of words, or a weight, is to be looked for in the text itself: the index knows of neither.
  closely boolean := query::text ~ '<|'':[*]?[A-D]';
begin
  if numnode(query) = 0 then return; end if;
  mine := array(select c.id from chapter c where c.space_id = in_space and c.id = any ((select my_chapters())::uuid[]));
  select s.zone into zone from space s where s.id = in_space;
  if any_day and only_kind is distinct from 'document' then
    select count(*) = 400 and count(*) filter (where e.tsv @@ query) > 33 into common from (
      select x.tsv from evidence x where x.space_id = in_space and x.chapter_id = any (mine) order by x.made_at desc, x.id limit 400) e;
  end if;
  return query with found (kind, id, rank) as (
    select 'evidence', e.id, ts_rank(e.tsv, query) from unnest(mine) c (id) cross join lateral (
      select x.id, x.tsv, x.valid_until, x.space_id, x.document_id, x.dated, x.made_at from evidence x
       where words_under(x.chapter_id, x.tsv) @@ asked_under(c.id, query) and x.chapter_id = c.id and (not closely or x.tsv @@ query)) e
     where not common and only_kind is distinct from 'document' and (e.valid_until is null or e.valid_until >= today)
       and (any_day or coalesce(e.dated, (select d.dated from document d where d.space_id = e.space_id and d.id = e.document_id),
            (e.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
    union all
    select 'evidence', e.id, ts_rank(e.tsv, query) from (
      select n.id, n.tsv from (
        select x.id, x.tsv from evidence x where common and x.space_id = in_space and x.chapter_id = any (mine)
           and (x.valid_until is null or x.valid_until >= today) order by x.made_at desc, x.id limit 5000) n
       where n.tsv @@ query limit 300) e
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from unnest(mine) c (id) cross join lateral (
      select x.id, x.tsv, x.dated, x.made_at from document x
       where words_under(x.chapter_id, x.tsv) @@ asked_under(c.id, query) and x.chapter_id = c.id and (not closely or x.tsv @@ query)
       order by x.made_at desc, x.id limit case when any_day then 100 end) d
     where only_kind is distinct from 'evidence' and (any_day or coalesce(d.dated, (d.made_at at time zone zone)::date)
            between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity')))
  select * from found where after_rank is null or found.rank < after_rank or (found.rank = after_rank and found.id > after_id)
   order by found.rank desc, found.id limit most;
end $$;
reset role;

-- Of two indexes of the same order one is enough.
drop index evidence_newest;
drop index document_newest;
