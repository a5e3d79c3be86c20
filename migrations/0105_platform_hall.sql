-- Everybody's right to hear in one question, however many listen: who may hear the same comes back as one row. It says of each
-- session what my_chapters() says in a request of that session (a test holds the two to each other), limited to a room and
-- the smaller rooms in it where a stream asks for a room. Who is not in the answer has been signed out.
create function may_hear(tokens bytea[], rooms uuid[]) returns table (chapters text, who integer[])
  language sql stable security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select t.n::integer as n, t.room, s.person_id, s.proved_at is null as shut
      from unnest(tokens, rooms) with ordinality as t(token, room, n)
      join session s on s.token_hash = t.token or (s.before_hash = t.token and s.before_until > (select clock_now()))
     where s.kind in ('full') and s.ends_at > (select clock_now())
       and s.seen_at > (select clock_now()) - interval '8 hours'),
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
      join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
     where a.room is null or exists (select from halls h where h.room = a.room and h.space_id = m.space_id)),
  each as (
    select a.n, coalesce(string_agg(distinct h.id::text, ' ' order by h.id::text), '') as chapters
      from asked a left join heard h on h.n = a.n group by a.n)
  select e.chapters, array_agg(e.n) from each e group by e.chapters
$$;
revoke all on function may_hear from public;
grant execute on function may_hear to :"live";
alter function may_hear owner to :"gate";

-- A transaction remembers in which chapters it appended, so that whoever listens can be woken once it is committed.
create or replace function append_event(in_chapter uuid, what text, about uuid, who uuid, happened timestamptz) returns bigint
  language plpgsql set search_path = public, pg_temp as $$
declare n bigint; told text := coalesce(current_setting('app.told', true), '');
begin
  perform pg_advisory_xact_lock(hashtextextended(in_chapter::text, 0));
  insert into event (space_id, chapter_id, number, kind, subject, actor_id, at)
  select c.space_id, c.id, 1 + coalesce((select max(e.number) from event e where e.chapter_id = c.id), 0), what, about, who, happened
    from chapter c where c.id = in_chapter returning number into n;
  if n is not null and position(in_chapter::text in told) = 0 then
    perform set_config('app.told', ltrim(told || ' ' || in_chapter), true);
  end if;
  return n;
end $$;
