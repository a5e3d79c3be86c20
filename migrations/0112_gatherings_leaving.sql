-- Whoever waits at a door may go away from it by themselves.
create function leave_door(room uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from door_wait w where w.space_id = room and w.person_id = me()
$$;
revoke all on function leave_door(uuid) from public;
grant execute on function leave_door(uuid) to :"web";
alter function leave_door(uuid) owner to :"gate";
