-- How many are in, and of how many: both numbers are of everybody who was in the room at any time while the step was on. Whoever leaves stays
-- in both, so that neither moves when they go, whether or not they had put something in; and whoever is given the room to run meanwhile is
-- counted to the end of that step as before, since to be taken off would tell the same.
set local role :"gate";
create or replace function counted_in(which uuid) returns table (came integer, asked integer) language sql stable security definer set search_path = public, pg_temp as $$
  with st as (select s.id, s.space_id, s.opened_at, coalesce(s.done_at, clock_now()) as until from activity_step s where s.id = which),
    there as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id
      where m.first_chapter is not null and m.last_chapter is null and m.starts_at <= st.until and (m.ends_at is null or m.ends_at > st.opened_at)),
    runs as (select distinct m.person_id as who from st join membership m on m.space_id = st.space_id and 'facilitator' = any (m.roles)
      where not exists (select from event e where e.subject = m.id and e.kind = 'membership.roles_changed' and e.at > st.opened_at)),
    others as (select who from there except select who from runs),
    apart as (select who from runs where exists (select from others)),
    put as (select distinct coalesce(c.author_id, o.person_id, c.sheet_id) as who
      from st join contribution c on c.step_id = st.id left join contribution_owner o on o.contribution_id = c.id),
    came as (select who from put where who is not null except select who from apart),
    asked as (select who from there except select who from apart union select who from came)
  select (select count(*)::integer from came), (select count(*)::integer from asked)
$$;
reset role;
