-- Whoever belongs to the space that calls comes in by its code as what they are there: not as what they say, since those in the room
-- are told whether somebody who pays is among them. And that is told by any part of theirs, here or there.
create function come_in_by_code(typed text, as_class text, called text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare d record;
begin
  select * into d from door_by_code(typed);
  if not by_token() and exists (select from space s where s.id = d.room and in_space(s.parent_id)) then return come_in_from_above(d.room); end if;
  return come_in(typed, as_class, null, called, '');
end $$;
create function payer_here(room uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m join space s on s.id = m.space_id join membership o on o.person_id = m.person_id and o.space_id in (m.space_id, s.parent_id)
      and o.class = 'funder' and (o.ends_at is null or o.ends_at > clock_now())
    where m.space_id = room and m.space_id = any (my_spaces()) and m.first_chapter is not null and m.last_chapter is null
      and (m.ends_at is null or m.ends_at > clock_now()))
$$;
revoke all on function come_in_by_code, payer_here from public;
grant execute on function come_in_by_code, payer_here to :"web";
alter function come_in_by_code owner to :"gate";
alter function payer_here owner to :"gate";
set local role :"gate";
revoke execute on function come_in from :"web";
reset role;
