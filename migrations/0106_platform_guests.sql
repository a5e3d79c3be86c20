-- A guest hears the room they are in, and nobody hears of an activity that came after the last one they take part in.
set local role :"gate";
create or replace function may_hear(tokens bytea[], rooms uuid[]) returns table (chapters text, who integer[])
  language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select t.n::integer as n, t.room, s.person_id, s.proved_at is null as shut
      from unnest(tokens, rooms) with ordinality as t(token, room, n)
      join session s on s.token_hash = t.token or (s.before_hash = t.token and s.before_until > (select clock_now()))
     where s.kind in ('full', 'guest') and s.ends_at > (select clock_now())
       and s.seen_at > (select clock_now()) - case s.kind when 'full' then interval '8 hours' else interval '90 days' end),
  halls as materialized (
    select r.room, r.room as space_id from (select distinct a.room from asked a where a.room is not null) r
    union all
    select r.room, s.id from (select distinct a.room from asked a where a.room is not null) r
      join space s on s.parent_id = r.room and s.kind = 'room'),
  heard as (
    select a.n, c.id from asked a
      join membership m on m.person_id = a.person_id and m.first_chapter is not null
       and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
      join space s on s.id = m.space_id and not (a.shut and s.kind in ('person', 'pair'))
      join chapter c on c.space_id = m.space_id
       and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
     where a.room is null or exists (select from halls h where h.room = a.room and h.space_id = m.space_id)),
  each as (
    select a.n, coalesce(string_agg(distinct h.id::text, ' ' order by h.id::text), '') as chapters
      from asked a left join heard h on h.n = a.n group by a.n)
  select e.chapters, array_agg(e.n) from each e group by e.chapters
$$;
reset role;
