-- The same search, planned once for all that is looked for, stopping where it knows enough, and marking no more than is shown.

-- The newest pieces that have the words, and their ranks: read off the index of the page until enough are found or so many were looked
-- at. The planner is told so, since it plans once for spaces of every size and would rather sort all that a large one holds.
create function newest_evidence(in_space uuid, mine uuid[], query tsquery, day date, look_at integer, most integer)
  returns table (id uuid, rank real) language sql stable set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
  select n.id, ts_rank(n.tsv, query) from (
    select x.id, x.tsv from evidence x where x.space_id = in_space and x.chapter_id = any (mine) and (x.valid_until is null or x.valid_until >= day)
     order by x.made_at desc, x.id limit look_at) n
   where n.tsv @@ query limit most
$$;
create function newest_documents(in_space uuid, mine uuid[], query tsquery, look_at integer, most integer)
  returns table (id uuid, rank real) language sql stable set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan as $$
  select n.id, ts_rank(n.tsv, query) from (
    select x.id, x.tsv from document x where x.space_id = in_space and x.chapter_id = any (mine) order by x.made_at desc, x.id limit look_at) n
   where n.tsv @@ query limit most
$$;
revoke all on function newest_evidence, newest_documents from public;
grant execute on function newest_evidence, newest_documents to :"finder";

-- The letters of a chapter alone are asked for only where nothing else says what is looked for ("-without"): there they stand for all
-- of it, and to look them up is to read all of it.
create or replace function asked_under(chapter uuid, query tsquery) returns tsquery language sql immutable parallel safe
  return case when numnode(query) = 0 then query else (case when querytree(query) in ('', 'T') then quote_literal(left(chapter::text, 8)) || ' & ' else '' end
    || '(' || regexp_replace(regexp_replace(query::text, $r$'((?:[^']|'')+)'$r$, '''' || left(chapter::text, 8) || ' \1''', 'g'), '<(-|[0-9]+)>', '&', 'g') || ')')::tsquery end;

-- Ids and ranks only, of what the reader may read, as before. A word that stands in more than one in twelve of the newest two hundred
-- pieces is common: then the newest hundred pieces that have it are weighed against each other, and not all. Of documents it is always
-- the newest hundred; where a third of the newest have it, they are read off the page too. With a span of days everything within it is
-- weighed.
set local role :"finder";
create or replace function find_library(in_space uuid, query tsquery, most integer, only_kind text default null, from_day date default null,
    to_day date default null, after_rank real default null, after_id uuid default null)
  returns table (kind text, id uuid, rank real) language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare mine uuid[]; zone text; today date := (clock_now())::date; any_day boolean := from_day is null and to_day is null; common boolean := false; often boolean := false;
  -- Only an order of words, or a weight, is to be looked for in the text itself: the index knows of neither.
  closely boolean := query::text ~ '<|'':[*]?[A-D]';
begin
  if numnode(query) = 0 then return; end if;
  mine := array(select c.id from chapter c where c.space_id = in_space and c.id = any ((select my_chapters())::uuid[]));
  if cardinality(mine) = 0 then return; end if;
  if any_day then
    common := 17 = (select count(*) from newest_evidence(in_space, mine, query, today, 200, 17));
    often := 8 = (select count(*) from newest_documents(in_space, mine, query, 24, 8));
  else
    select s.zone into zone from space s where s.id = in_space;
  end if;
  return query with places (id, asked) as materialized (select c.id, asked_under(c.id, query) from unnest(mine) c (id)),
  found (kind, id, rank) as (
    select 'evidence', n.id, n.rank from newest_evidence(in_space, mine, query, today, 5000, 100) n where common and only_kind is distinct from 'document'
    union all
    select 'document', n.id, n.rank from newest_documents(in_space, mine, query, 1000, 100) n where often and only_kind is distinct from 'evidence'
    union all
    select 'evidence', e.id, ts_rank(e.tsv, query) from places c cross join lateral (
      select x.id, x.tsv, x.valid_until, x.space_id, x.document_id, x.dated, x.made_at from evidence x
       where words_under(x.chapter_id, x.tsv) @@ c.asked and x.chapter_id is not distinct from c.id and (not closely or x.tsv @@ query)) e
     where not common and only_kind is distinct from 'document' and (e.valid_until is null or e.valid_until >= today)
       and (any_day or coalesce(e.dated, (select d.dated from document d where d.space_id = e.space_id and d.id = e.document_id),
            (e.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from (
      select x.id, x.tsv from places c cross join lateral (
        select y.id, y.tsv, y.dated, y.made_at from document y
         where words_under(y.chapter_id, y.tsv) @@ c.asked and y.chapter_id is not distinct from c.id and (not closely or y.tsv @@ query)) x
       where not often and only_kind is distinct from 'evidence'
         and (any_day or coalesce(x.dated, (x.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
       order by x.made_at desc, x.id limit case when any_day then 100 end) d)
  select * from found where after_rank is null or found.rank < after_rank or (found.rank = after_rank and found.id > after_id)
   order by found.rank desc, found.id limit most;
end $$;
reset role;

-- Marking what was found reads a text word by word. Of a long one it is enough to read what stands round the first place where each
-- word could begin, or round where they stand close to each other. These are patterns of the beginnings of the words asked for.
create function places_of(query tsquery) returns text[] language sql immutable parallel safe set search_path = public, pg_temp as $$
  with word as (
    select '\m' || regexp_replace(left(w, greatest(3, length(w) - 1)), '([^[:alnum:]])', '\\\1', 'g') as start, min(n) as n
      from (select replace(m[1], '''''', '''') as w, n from regexp_matches(querytree(query), $r$'((?:[^']|'')+)'$r$, 'g') with ordinality f (m, n)) asked group by 1)
  select case when count(*) > 1 then array[string_agg(start, '\w*\W+(?:\w+\W+){0,2}' order by n)] else '{}' end
      || coalesce(array_agg(start order by n), '{}') from word
$$;
create function round_places(said text, places text[]) returns text language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare place text; spot integer; spots integer[] := '{}'; from_here integer; until integer := 0; before text; after text; made text := ''; size integer := length(said);
begin
  if size < 800 then return said; end if;
  foreach place in array places loop
    spot := regexp_instr(said, place, 1, 1, 0, 'i');
    if spot > 0 then spots := spots || spot; end if;
    exit when spot > 0 and place = places[1];
  end loop;
  if cardinality(spots) > 1 then spots := array(select s from unnest(spots) s order by 1); end if;
  foreach spot in array spots loop
    if spot > until then
      from_here := greatest(spot - 120, until + 1);
      before := substr(said, from_here, spot - from_here);
      after := substr(said, spot, 280);
      -- No half words where it was cut.
      made := made || case when until > 0 then ' … ' else '' end || case when from_here > 1 then regexp_replace(before, '^\S*', '') else before end
        || case when spot + 280 <= size then regexp_replace(after, '\s\S*$', '') else after end;
      until := spot + 279;
    end if;
  end loop;
  return case when until > 0 then made else said end;
end $$;
-- A passage with what was asked for between chr(2) and chr(3), as `shape` says. Where nothing is marked in what was read of it (a word
-- that only begins like another, accents), all of it is read.
create function marked(language regconfig, said text, query tsquery, places text[], shape text) returns text
  language plpgsql immutable parallel safe set search_path = public, pg_temp as $$
declare near text := round_places(said, places); passage text := ts_headline(language, near, query, shape);
begin
  if position(chr(2) in passage) > 0 or length(near) = length(said) then return passage; end if;
  return ts_headline(language, said, query, shape);
end $$;
