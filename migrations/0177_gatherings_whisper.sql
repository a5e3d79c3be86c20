-- A word that goes to one person reaches their screen at once: while it stands, what they may hear has a mark of its own, so their
-- stream is told to ask again, and no other is told anything. No event is written, and nothing is said of why.
create index nudge_person on nudge (person_id);
set local role :"gate";
create or replace function may_hear(tokens bytea[], rooms uuid[]) returns table (chapters text, who integer[])
  language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select t.n::integer as n, t.room, s.person_id, s.proved_at is null as shut
      from unnest(tokens, rooms) with ordinality as t(token, room, n)
      cross join lateral (
        select x.person_id, x.proved_at, x.kind, x.ends_at, x.seen_at from session x where x.token_hash = t.token
        union all
        select x.person_id, x.proved_at, x.kind, x.ends_at, x.seen_at from session x
         where x.before_hash = t.token and x.before_until > (select clock_now())) s
     where s.kind in ('full', 'guest') and s.ends_at > (select clock_now())
       and s.seen_at > (select clock_now()) - case s.kind when 'full' then interval '8 hours' else interval '90 days' end)
  select h.chapters || coalesce(w.mark, ''), array_agg(a.n) from asked a cross join lateral (
    select coalesce(string_agg(distinct c.id::text, ' ' order by c.id::text), '') as chapters
      from membership m join space s on s.id = m.space_id
      join chapter c on c.space_id = m.space_id
       and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
     where m.person_id = a.person_id and m.first_chapter is not null
       and m.starts_at <= (select clock_now()) and (m.ends_at is null or m.ends_at > (select clock_now()))
       and not (a.shut and s.kind in ('person', 'pair'))
       and (a.room is null or s.id = a.room or (s.parent_id = a.room and s.kind = 'room'))) h
  left join lateral (select ' #' || string_agg(n.step_id::text, '#' order by n.step_id) as mark
      from nudge n where n.person_id = a.person_id) w on true
   group by 1
$$;
reset role;
