-- What live frames tell a room: how an activity stands, what was put in and is shown, and how many are in. As `live` reads
-- it: one chapter, named by its setting, and of that what all its readers may know.

-- What disclosure has let out of a chapter is told in its frames as well.
grant select on disclosed to :"live";
create policy one on disclosed for select to :"live" using (chapter_id = nullif(current_setting('app.chapter', true), '')::uuid);

create function my_told_chapter() returns uuid language sql stable set search_path = public, pg_temp as $$
  select nullif(current_setting('app.chapter', true), '')::uuid
$$;
create function presenter_told(which uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select p.name from activity_step s join person p on p.id = s.presenter_id where s.id = which and s.chapter_id = my_told_chapter()
$$;
-- How many are in, of the steps that are on in these chapters and have no sealed round: that tells its own.
create function counts_told(chapters uuid[]) returns table (chapter uuid, step uuid, came integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.chapter_id, s.id, (select count(distinct coalesce(c.author_id, o.person_id))::integer
      from contribution c left join contribution_owner o on o.contribution_id = c.id where c.step_id = s.id)
    from activity a join activity_step s on s.id = a.step_id
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done' and s.round_id is null
$$;

set local role :"gate";
create or replace function begins_at(room uuid, as_class text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select case when a.id is null or a.state = 'done' then 1 + (select max(c.number) from chapter c where c.space_id = room)
    when st.shown_at is not null
      or exists (select from activity_step x where x.space_id = room and x.activity_id = a.id and x.round_id is not null and x.shown_at is null)
      or not exists (select from membership m where m.space_id = room and m.class = as_class and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()))
      then null
    else (select c.number from chapter c where c.id = a.chapter_id) end
    from gathering_room r left join activity a on a.id = r.activity_id left join activity_step st on st.id = a.step_id
   where r.space_id = room
$$;
reset role;

revoke all on function my_told_chapter, presenter_told, counts_told from public;
grant execute on function my_told_chapter, presenter_told, counts_told to :"live";
grant execute on function my_told_chapter to :"gate";
alter function presenter_told owner to :"gate";
alter function counts_told owner to :"gate";
