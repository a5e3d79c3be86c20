-- Asked past every procedure, by the id of a thing that is not theirs to know, these answered otherwise than of none.
set local role :"gate";
create or replace function thread_of(which uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when c.number = 1 then 'before' when r.after_chapter = c.id then 'after' end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which and c.id = any (my_chapters())
$$;
create or replace function thread_open(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select case when c.number = 1 then r.opened_at is null and r.closed_at is null and not exists (
             select from gathering g where g.id = r.gathering_id and g.cancelled_on is not null)
           when r.after_chapter = c.id then r.harvest_until > clock_now() else false end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which and c.id = any (my_chapters())), false)
$$;
-- Told to whoever was asked about the words, as they are the only ones who need it.
create or replace function nobody_said(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from crossing c join consent k on k.crossing_id = c.id and k.person_id = me() where c.id = which and c.speaker_id is null)
$$;
-- A rehearsal has no door, and so is no room.
create or replace function come_in_from_above(room uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare r gathering_room; m membership; s space;
begin
  select x.* into r from gathering_room x where x.space_id = room and x.opened_at is not null and x.closed_at is null and not x.rehearsal;
  select * into s from space x where x.id = room;
  if r.space_id is null or by_token() or not in_space(s.parent_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into m from membership x where x.space_id = s.parent_id and x.person_id = me() and x.first_chapter is not null
     and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) order by x.starts_at, x.id limit 1;
  return come_in(r.code, m.class, m.organisation_id, (select p.name from person p where p.id = me()),
    coalesce((select o.name from organisation o where o.id = m.organisation_id), ''));
end $$;
-- Who has left the space is brought together with nobody: they would not be told, and the others would learn what they ticked.
create or replace function bring_together(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; who uuid[]; n integer; at integer; last integer; new_id uuid;
begin
  if not i_convened(which) or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('together ' || which::text, 0));
  for t in select x.id, x.chapter_id from meet_topic x where x.gathering_id = which
      order by (select count(*) from meet_wish w where w.topic_id = x.id), gen_random_uuid() loop
    who := array(select w.person_id from meet_wish w where w.topic_id = t.id and w.person_id in (select readers_of(t.chapter_id))
        and not exists (select from meet_match m join meet_topic y on y.id = m.topic_id
        where y.gathering_id = which and m.person_id = w.person_id) order by gen_random_uuid());
    n := cardinality(who);
    at := 1;
    while n - at >= 1 loop
      last := case when n - at = 2 then n else at + 1 end;
      new_id := gen_random_uuid();
      insert into meet_match (id, topic_id, person_id) select new_id, t.id, p from unnest(who[at:last]) p;
      at := last + 1;
    end loop;
  end loop;
  delete from meet_wish w using meet_topic x, meet_match m join meet_topic y on y.id = m.topic_id
   where x.id = w.topic_id and x.gathering_id = which and y.gathering_id = which and m.person_id = w.person_id;
end $$;
reset role;
