-- The same search, and again what is common in it: the newest pieces do not speak for all, since what is said of late may be of other
-- things, and a word of last year's was then weighed in all the thousands that have it. Ids are drawn by lot, so that two hundred that
-- follow each other by their id are a fair sample; from the middle on, as good as from anywhere.
set local role :"finder";
create function any_evidence(in_space uuid, mine uuid[], query tsquery, day date, look_at integer, most integer)
  returns table (id uuid) language sql stable set enable_sort to off set enable_bitmapscan to off set plan_cache_mode = force_generic_plan as $$
  select n.id from (
    select x.id, x.tsv from evidence x where x.space_id = in_space and x.id >= '80000000-0000-4000-8000-000000000000'
       and x.chapter_id = any (mine) and (x.valid_until is null or x.valid_until >= day) order by x.id limit look_at) n
   where n.tsv @@ query limit most
$$;
revoke all on function any_evidence(uuid, uuid[], tsquery, date, integer, integer) from public;
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
    common := 6 = (select count(*) from any_evidence(in_space, mine, query, today, 200, 6));
    often := 8 = (select count(*) from newest_documents(in_space, mine, query, 24, 8));
  else
    select s.zone into zone from space s where s.id = in_space;
  end if;
  return query with places (id, asked) as materialized (select c.id, asked_under(c.id, query) from unnest(mine) c (id)),
  pieces as materialized (select n.id, n.rank from newest_evidence(in_space, mine, query, today, 5000, 100) n
    where common and only_kind is distinct from 'document'),
  pages as materialized (select n.id, n.rank from newest_documents(in_space, mine, query, 1000, 100) n
    where often and only_kind is distinct from 'evidence'),
  enough as materialized (select (select count(*) = 100 from pieces) as pieces, (select count(*) = 100 from pages) as pages),
  found (kind, id, rank) as (
    select 'evidence', n.id, n.rank from pieces n where (select e.pieces from enough e)
    union all
    select 'document', n.id, n.rank from pages n where (select e.pages from enough e)
    union all
    select 'evidence', e.id, ts_rank(e.tsv, query) from places c cross join lateral (
      select x.id, x.tsv, x.valid_until, x.space_id, x.document_id, x.dated, x.made_at from evidence x
       where words_under(x.chapter_id, x.tsv) @@ c.asked and x.chapter_id is not distinct from c.id and (not closely or x.tsv @@ query)) e
     where not (select n.pieces from enough n) and only_kind is distinct from 'document' and (e.valid_until is null or e.valid_until >= today)
       and (any_day or coalesce(e.dated, (select d.dated from document d where d.space_id = e.space_id and d.id = e.document_id),
            (e.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
    union all
    select 'document', d.id, ts_rank(d.tsv, query) from (
      select x.id, x.tsv from places c cross join lateral (
        select y.id, y.tsv, y.dated, y.made_at from document y
         where words_under(y.chapter_id, y.tsv) @@ c.asked and y.chapter_id is not distinct from c.id and (not closely or y.tsv @@ query)) x
       where not (select n.pages from enough n) and only_kind is distinct from 'evidence'
         and (any_day or coalesce(x.dated, (x.made_at at time zone zone)::date) between coalesce(from_day, '-infinity') and coalesce(to_day, 'infinity'))
       order by x.made_at desc, x.id limit case when any_day then 100 end) d)
  select * from found where after_rank is null or found.rank < after_rank or (found.rank = after_rank and found.id > after_id)
   order by found.rank desc, found.id limit most;
end $$;
reset role;
