-- What somebody wrote before the day may be shown in the room, where they said so as they wrote it: then whoever facilitates brings it
-- into a step, under their name and as written before. It stays theirs: nobody who is there answers for it, it leaves the room by its
-- writer's choice of the line itself and in no other way, and taken out where it was written it goes from the step as well.
alter table thread_line add column for_room boolean not null default false;
alter table contribution add column thread_line_id uuid references thread_line (id) on delete cascade;
create index contribution_thread_line on contribution (thread_line_id) where thread_line_id is not null;

create function bring_line_in(which uuid, step uuid, new_id uuid, in_value jsonb, at_once boolean, keeps text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l thread_line; st activity_step; a activity;
begin
  select * into l from thread_line x where x.id = which and x.chapter_id = any (my_chapters()) and not by_token();
  select * into st from activity_step x where x.id = step and x.space_id = l.space_id;
  if st.id is null or not i_facilitate(l.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into a from activity x where x.id = st.activity_id;
  -- No name is put to what is asked without one, and no words but the line's own are put under its writer's name.
  if not l.for_room or thread_of(l.chapter_id) <> 'before' or thread_open(l.chapter_id) or st.round_id is not null or st.small_id is not null
     or a.step_id is distinct from st.id or a.state = 'done' or st.state = 'done' or in_value <> jsonb_build_object('text', l.words) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  perform pg_advisory_xact_lock(hashtextextended('bring ' || which || step, 0));
  if exists (select from contribution c where c.thread_line_id = which and c.step_id = step) then return false; end if;
  insert into contribution (space_id, id, chapter_id, activity_id, step_id, value, attribution, said_as, seen_by, kept, may_go, shown, thread_line_id)
    select st.space_id, new_id, st.chapter_id, st.activity_id, st.id, in_value, 'role',
      left(coalesce((select p.name from person p where p.id = l.author_id), 'Somebody'), 180) || ', written before', 'room', keeps, 'stays', at_once, which;
  if at_once then perform append_event(st.chapter_id, 'contribution.put', new_id, null, clock_now()); end if;
  return true;
end $$;
-- Where the line goes its copy goes, and everybody who has it on their screen is told.
create function took_line_out() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare c record;
begin
  for c in select x.id, x.chapter_id, x.shown from contribution x where x.thread_line_id = old.id loop
    if c.shown then perform append_event(c.chapter_id, 'contribution.out', c.id, null, clock_now()); end if;
  end loop;
  return old;
end $$;
create trigger took_line_out before delete on thread_line for each row execute function took_line_out();
revoke all on function bring_line_in, took_line_out from public;
grant execute on function bring_line_in to :"web";
alter function bring_line_in owner to :"gate";
alter function took_line_out owner to :"gate";
