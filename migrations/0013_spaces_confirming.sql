-- Whom the inviter is asked about, who may change what a space says of itself, and a door that does not wait for those who left.

-- The one thing an inviter learns before somebody is in: the name they gave themselves.
create function invitation_guest(which uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.name from invitation i join person p on p.id = i.accepted_by
   where i.id = which and i.invited_by = me() and i.withdrawn_at is null and in_space(i.space_id)
$$;
create function i_manage(which uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m where m.space_id = which and m.person_id = me() and 'manager' = any (m.roles)
    and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
$$;
revoke all on function invitation_guest, i_manage from public;
grant execute on function invitation_guest, i_manage to :"web";
alter function invitation_guest owner to :"gate";
alter function i_manage owner to :"gate";

create policy managers on charter as restrictive for update to :"web" using (i_manage(space_id)) with check (i_manage(space_id));
create policy managers on space as restrictive for update to :"web" using (i_manage(id)) with check (i_manage(id));

-- Where every member must say yes, somebody who leaves is asked no longer: their missing yes must not keep the door shut.
set local role :"gate";
create or replace function end_membership(which uuid, why text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare sp uuid; waiting uuid;
begin
  update membership m set ends_at = greatest(clock_now(), least(m.starts_at, clock_now())), reason_left = why,
         starts_at = least(m.starts_at, clock_now())
   where m.id = which and m.ends_at is null and (m.person_id = me() or exists (
         select from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles)
          and b.first_chapter is not null and (b.ends_at is null or b.ends_at > clock_now())))
  returning m.space_id into sp;
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event((select c.id from chapter c where c.space_id = sp and c.number = 0), 'membership.ended', which, me(), clock_now());
  if exists (select from membership o where o.space_id = sp and o.first_chapter is not null and (o.ends_at is null or o.ends_at > clock_now())) then
    for waiting in select m.id from membership m where m.space_id = sp and m.first_chapter is null and m.ends_at is null order by m.id loop
      perform settle_arrival(waiting);
    end loop;
  end if;
  return sp;
end $$;
reset role;
