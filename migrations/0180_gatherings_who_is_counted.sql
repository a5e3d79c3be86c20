-- How many are in, and of how many, counted of the same people: everybody in the room who does not run it, whoever put something in and has
-- left since, and each sheet of paper. Whoever runs it is in neither number, unless nobody else is there. A step without names is not counted
-- here: there everybody is asked, and who put in what cannot be known.
drop function how_many_in(uuid);
create function counted_in(which uuid) returns table (came integer, asked integer) language sql stable security definer set search_path = public, pg_temp as $$
  with st as (select s.id, s.space_id from activity_step s where s.id = which),
    there as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id
      where m.first_chapter is not null and m.last_chapter is null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())),
    runs as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id and 'facilitator' = any (m.roles)),
    others as (select who from there except select who from runs),
    apart as (select who from runs where exists (select from others)),
    put as (select distinct coalesce(c.author_id, o.person_id, c.sheet_id) as who
      from st join contribution c on c.step_id = st.id left join contribution_owner o on o.contribution_id = c.id),
    came as (select who from put where who is not null except select who from apart),
    asked as (select who from there except select who from apart union select who from came)
  select (select count(*)::integer from came), (select count(*)::integer from asked)
$$;
revoke all on function counted_in(uuid) from public;
alter function counted_in(uuid) owner to :"gate";

create function count_of(which uuid) returns table (came integer, asked integer) language sql stable security definer set search_path = public, pg_temp as $$
  select c.* from activity_step s cross join lateral counted_in(s.id) c where s.id = which and s.chapter_id = any (my_chapters())
$$;
revoke all on function count_of(uuid) from public;
alter function count_of(uuid) owner to :"gate";

drop function counts_told(uuid[]);
create function counts_told(chapters uuid[]) returns table (chapter uuid, step uuid, came integer, asked integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.chapter_id, s.id, c.came, c.asked
    from activity a join activity_step s on s.id = a.step_id cross join lateral counted_in(s.id) c
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done' and s.round_id is null
$$;
revoke all on function counts_told(uuid[]) from public;
alter function counts_told(uuid[]) owner to :"gate";
set local role :"gate";
grant execute on function count_of to :"web";
grant execute on function counts_told to :"live";
reset role;
