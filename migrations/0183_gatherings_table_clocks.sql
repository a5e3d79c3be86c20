-- A table that goes by itself has its own clock: it is stopped, and gets a minute more, by those who sit there or by whoever facilitates.

alter table activity_step add column paused_at timestamptz;
comment on column activity_step.paused_at is 'Since when a table that goes by itself has a pause of its own; null where its time runs, or the whole room pauses.';
grant update (ends_at, paused_at) on activity_step to :"gate";

-- `after` is the step that stood on the screen of whoever pressed. False: that table is at another by now.
create function table_clock(which uuid, small uuid, after uuid, act text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; st activity_step;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or a.ways is null or a.state = 'done'
      or not exists (select from who_sits(which) w where w.room = small and (w.person = me() or i_facilitate(a.space_id))) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('goes ' || small::text, 0));
  select * into st from activity_step s where s.small_id = small and s.state <> 'done' limit 1;
  if st.id is null or st.id is distinct from after then return false; end if;
  update activity_step s set
    paused_at = case act when 'pause' then coalesce(s.paused_at, clock_now()) when 'resume' then null else s.paused_at end,
    ends_at = case act when 'resume' then s.ends_at + (clock_now() - coalesce(s.paused_at, clock_now()))
      when 'extend' then greatest(coalesce(s.ends_at, s.paused_at, clock_now()), coalesce(s.paused_at, clock_now())) + interval '1 minute' else s.ends_at end
   where s.id = st.id;
  perform append_event((select c.id from chapter c where c.space_id = small order by c.number desc limit 1), 'table.moved', a.id, null, clock_now());
  return true;
end $$;
revoke all on function table_clock(uuid, uuid, uuid, text) from public;
grant execute on function table_clock(uuid, uuid, uuid, text) to :"web";
alter function table_clock(uuid, uuid, uuid, text) owner to :"gate";
-- That something of a table was on paper is told to those who sat there and to whoever facilitates, as the step itself is.
create policy own_table on paper_sheet as restrictive for select to :"web" using (exists (select from activity_step s where s.id = step_id));
