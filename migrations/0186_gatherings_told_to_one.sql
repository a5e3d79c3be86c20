-- What is put to whoever presents is told to nobody else, not even that it was put: their own stream is told to ask, by a mark in
-- what they alone may hear, as with a word that goes to one person (0177). An event in the room would say when, and how many.
create index activity_step_presented on activity_step (presenter_id) where presenter_id is not null and state <> 'done';
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
  select h.chapters || coalesce(w.mark, '') || coalesce(p.mark, ''), array_agg(a.n) from asked a cross join lateral (
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
  left join lateral (select ' #' || md5(string_agg(c.id::text || c.version, ' ' order by c.id)) as mark
      from activity_step st join contribution c on c.step_id = st.id
     where st.presenter_id = a.person_id and st.state <> 'done' and c.presenter_id = a.person_id and c.seen_by = 'presenter' and c.shown) p on true
   group by 1
$$;
create or replace function take_sheet_out(sheet uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s paper_sheet; l record;
begin
  select * into s from paper_sheet p where p.id = sheet and p.typed_by = me();
  if s.id is null or not i_facilitate(s.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from activity_step x where x.id = s.step_id and x.round_id is not null) then return false; end if;
  for l in delete from contribution c where c.sheet_id = sheet returning c.id, c.chapter_id, c.shown, c.seen_by loop
    if l.shown and l.seen_by in ('room', 'pair', 'table') then perform append_event(l.chapter_id, 'contribution.out', l.id, null, clock_now()); end if;
  end loop;
  delete from paper_sheet p where p.id = sheet;
  return true;
end $$;
reset role;
-- Whoever is put out of a room, or leaves it, is out of its pairs and tables as well, whichever way they went.
set local role :"gate";
create function leaves_small_rooms() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update membership x set ends_at = greatest(new.ends_at, x.starts_at) from small_room r
   where r.space_id = new.space_id and x.space_id = r.id and x.person_id = new.person_id and (x.ends_at is null or x.ends_at > new.ends_at)
     and not exists (select from membership o where o.space_id = new.space_id and o.person_id = new.person_id and o.id <> new.id
       and o.first_chapter is not null and o.last_chapter is null and (o.ends_at is null or o.ends_at > new.ends_at));
  return null;
end $$;
revoke all on function leaves_small_rooms from public;
grant execute on function leaves_small_rooms to :"owner";
create or replace function ask_no_longer(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitee; gone record;
begin
  select * into i from invitee x where x.id = which and x.withdrawn_on is null;
  if i.id is null or not i_call(i.gathering_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  update invitee x set withdrawn_on = (clock_now())::date where x.id = which;
  perform post_call(i.gathering_id, 'off', which, interval '0');
  delete from access_need a where a.invitee_id = which;
  if i.comes_as = 'member' then return; end if;
  for gone in update membership m set ends_at = clock_now(), reason_left = 'Asked no longer' from gathering g
     where g.id = i.gathering_id and m.space_id = g.room_id and m.person_id = i.person_id and (m.ends_at is null or m.ends_at > clock_now())
     returning m.id, m.space_id loop
    perform append_event(standing_of(gone.space_id), 'membership.ended', gone.id, null, clock_now());
  end loop;
end $$;
reset role;
create trigger leaves_small_rooms after update of ends_at on membership for each row
  when (new.ends_at is not null and new.ends_at is distinct from old.ends_at) execute function leaves_small_rooms();
