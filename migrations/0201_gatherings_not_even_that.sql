-- What is put to whoever presents is told to nobody else, not even that it was put (0186): so in such a step nobody is told how many are in.
set local role :"gate";
create or replace function counted_in(which uuid) returns table (came integer, asked integer) language sql stable security definer set search_path = public, pg_temp as $$
  with st as (select s.id, s.space_id, s.opened_at, coalesce(s.done_at, clock_now()) as until, a.definition->'steps'->s.place->>'seen_by' as seen_by
      from activity_step s join activity a on a.id = s.activity_id where s.id = which),
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
  select case when (select seen_by from st) = 'presenter' then null else (select count(*)::integer from came) end, (select count(*)::integer from asked)
$$;
create or replace function counts_told(chapters uuid[]) returns table (chapter uuid, step uuid, came integer, asked integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.chapter_id, s.id, c.came, c.asked
    from activity a join activity_step s on s.id = a.step_id cross join lateral counted_in(s.id) c
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done' and s.round_id is null and c.came is not null
$$;
reset role;
