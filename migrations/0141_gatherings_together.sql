-- Somebody in the room runs it as well: named by whoever facilitates, so that it goes on when one device dies. A guest, who
-- has no account, does not.
create function run_with(room uuid, who uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare which uuid;
begin
  if not i_facilitate(room) or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from guest g where g.space_id = room and g.person_id = who) then return false; end if;
  update membership m set roles = m.roles || '{facilitator}'
   where m.id = (select x.id from membership x join space s on s.id = x.space_id and s.kind = 'room'
                  where x.space_id = room and x.person_id = who and x.first_chapter is not null and x.last_chapter is null
                    and x.starts_at <= clock_now() and (x.ends_at is null or x.ends_at > clock_now()) and not ('facilitator' = any (x.roles))
                  order by x.starts_at, x.id limit 1)
  returning m.id into which;
  if which is null then
    if exists (select from membership x where x.space_id = room and x.person_id = who and 'facilitator' = any (x.roles)) then return true; end if;
    raise exception 'not found' using errcode = 'TF404';
  end if;
  perform append_event((select c.id from chapter c where c.space_id = room and c.number = 0), 'membership.roles_changed', which, me(), clock_now());
  return true;
end $$;
revoke all on function run_with from public;
grant execute on function run_with to :"web";
alter function run_with owner to :"gate";
