-- The spaces whose names one may know, found from one's own upwards and downwards. The walk carries what it needs and asks
-- for one space after the other (limit and offset hold the planner to that), so that the whole table is never read for it.
set local role :"gate";
create or replace function my_directory() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  with recursive mine as materialized (select unnest(my_spaces()) as id),
  up as (
    select s.id, s.parent_id, s.unlisted, s.kind from mine
      cross join lateral (select p.id, p.parent_id, p.unlisted, p.kind from space p where p.id = mine.id limit 1) s
    union
    select s.id, s.parent_id, s.unlisted, s.kind from up
      cross join lateral (select p.id, p.parent_id, p.unlisted, p.kind from space p where p.id = up.parent_id limit 1) s),
  round as (
    select id, unlisted, kind from up
    union all
    select s.id, s.unlisted, s.kind from mine
      cross join lateral (select c.id, c.unlisted, c.kind from space c where c.parent_id = mine.id offset 0) s)
  select coalesce(array_agg(distinct known.id), '{}') from (
    select id from mine
    union all select id from round where not unlisted and kind not in ('person', 'pair', 'seat', 'room')) known
$$;
reset role;

-- The connections of the place plan a statement once for all its values. What is looked for differs too much for that:
-- a rare word and a common one are found by different ways, as these functions decide for themselves.
set local role :"finder";
alter function find_library(uuid, tsquery, integer, text, date, date, real, uuid) set plan_cache_mode = 'auto';
alter function find_rows(text[], uuid[], tsquery, integer) set plan_cache_mode = 'auto';
reset role;
