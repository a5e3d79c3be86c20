-- Who takes part before and after is not in the room: they let nobody in, and nobody comes in to what is on because of them. And a
-- table says how it is to those who sit there now.
create function here_now(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and m.first_chapter is not null and m.last_chapter is null
    and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) and not by_token())
$$;
create function let_in_from_here(room uuid, who uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not here_now(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  return let_in(room, who);
end $$;
revoke all on function here_now, let_in_from_here from public;
grant execute on function here_now, let_in_from_here to :"web";
alter function here_now owner to :"gate";
alter function let_in_from_here owner to :"gate";
alter policy there on table_sign using (i_facilitate(space_id) or here_now(small_id));

set local role :"gate";
revoke execute on function let_in from :"web";
create or replace function begins_at(room uuid, as_class text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select case when a.id is null or a.state = 'done' then 1 + (select max(c.number) from chapter c where c.space_id = room)
    when st.shown_at is not null
      or exists (select from activity_step x join round o on o.id = x.round_id and o.state <> 'dropped' where x.space_id = room and x.activity_id = a.id)
      or not exists (select from membership m where m.space_id = room and m.class = as_class and m.first_chapter is not null and m.last_chapter is null
        and (m.ends_at is null or m.ends_at > clock_now()))
      then null
    else (select c.number from chapter c where c.id = a.chapter_id) end
    from gathering_room r left join activity a on a.id = r.activity_id left join activity_step st on st.id = a.step_id
   where r.space_id = room
$$;
-- Whoever is kept out by any part of theirs is kept out of what is said before and after as well.
create or replace function join_threads(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; org uuid;
begin
  select u.* into t from invitee i cross join lateral call_told(i.id) u where i.gathering_id = which and i.person_id = me() and i.withdrawn_on is null;
  if t.invitee is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if t.is_off or coalesce(t.answer, 'no') = 'no' or kept_out_of(t.room, me(), t.class) then return null; end if;
  select m.organisation_id into org from membership m where m.space_id = t.space and m.person_id = me()
     and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at limit 1;
  perform into_threads(t.room, me(), t.class, org);
  return t.room;
end $$;
reset role;
