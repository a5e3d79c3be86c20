-- Whoever erases themselves in the middle of a step takes their words with them, and neither number of "4 of 5 are in" moves by it: a step
-- keeps how many had put something in and are erased by now, as a number and nobody's. Once the lines are shown they could be counted against it;
-- so where somebody erased was in the room while the step was on, no number is told any more.
alter table activity_step add column erased_in integer not null default 0, add column erased boolean not null default false;
comment on column activity_step.erased_in is 'How many put something in and have erased themselves since: it goes on being counted, without them.';

set local role :"gate";
create or replace function counted_in(which uuid) returns table (came integer, asked integer) language sql stable security definer set search_path = public, pg_temp as $$
  with st as (select s.id, s.space_id, s.opened_at, coalesce(s.done_at, clock_now()) as until, s.erased_in,
        a.definition->'steps'->s.place->>'seen_by' = 'presenter' or s.erased and s.shown_at is not null as untold
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
  select case when st.untold then null else st.erased_in + (select count(*)::integer from came) end, (select count(*)::integer from asked) from st
$$;
create or replace function forget_gatherings() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); on_now uuid[]; were integer[];
begin
  select array_agg(s.id), array_agg(c.came) into on_now, were
    from activity_step s cross join lateral counted_in(s.id) c
   where s.state <> 'done' and s.round_id is null
     and exists (select from membership m where m.space_id = s.space_id and m.person_id = me() and (m.ends_at is null or m.ends_at > s.opened_at));
  perform set_config('app.forgetting', 'on', true);
  delete from contribution c where c.author_id = me() or c.presenter_id = me()
     or exists (select from contribution_owner o where o.contribution_id = c.id and o.person_id = me());
  update activity_step s set erased = true, erased_in = s.erased_in + coalesce(b.came - (select c.came from counted_in(s.id) c), 0)
    from unnest(on_now, were) as b (id, came) where s.id = b.id;
  delete from apart_wish w where w.person_id = me() or w.not_with = me();
  update gathering g set convened_by = null where g.convened_by = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
-- A line with a name is nothing without it, and is taken out whole by what a room forgets: to take only its author off is refused, and with it
-- was every erasing of somebody who had a named line in a room.
create or replace function forget_authorship() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); t record; nobody constant text := 'Somebody who has left';
begin
  perform set_config('app.forgetting', 'on', true);
  update handing set by_name = nobody where author_id = me() and by_name <> '';
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'author_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'contribution' and not a.attnotnull and has_column_privilege(c.oid, a.attnum, 'UPDATE') loop
    execute format('update %I set author_id = null where author_id = me()', t.relname);
  end loop;
  update evidence set speaker_id = null where speaker_id = me() and words is null;
  update receiver set sent_by = null, email = '' where sent_by = me();
  update receiver set link_by = null where link_by = me();
  update receiver set person_id = null where person_id = me();
  update sending set sent_by = null where sent_by = me();
  update seat set made_by = null where made_by = me();
  update decision set owner_id = null where owner_id = me();
  update handing set to_name = nobody, to_id = null where to_id = me();
  update action set accountable = nobody, accountable_id = null where accountable_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;
grant update (erased, erased_in) on activity_step to :"gate";
