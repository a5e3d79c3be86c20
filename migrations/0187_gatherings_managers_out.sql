-- Whether a room keeps out whoever manages somebody in it: one answer for every way in. Its rule is fixed when the doors open.
set local role :"gate";
create function keeps_managers_out(room uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select 'line_manager' = any (r.kept_out) from gathering_room r where r.space_id = room), false)
$$;
revoke all on function keeps_managers_out from public;
grant execute on function keeps_managers_out to :"web";
reset role;
