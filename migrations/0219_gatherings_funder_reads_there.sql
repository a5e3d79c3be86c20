-- Whether a funder reads where words of a room may go is known there as it is in the room itself (0217): by every part of theirs in the same
-- partnership and by the organisation that is named as payer, and not by the part alone that they have in the space that called it.
create function payer_in(place uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  -- As pays_in(place, person) for everybody in it at once: what is the same for all of them is found once.
  with known as (select root_of(place) as root, payers_of(place) as payers)
  select exists (select from membership m join membership o on o.person_id = m.person_id and (o.ends_at is null or o.ends_at > clock_now())
      join space s on s.id = o.space_id left join organisation g on g.id = o.organisation_id cross join known k
    where m.space_id = place and m.first_chapter is not null and m.last_chapter is null and m.starts_at <= clock_now()
      and (m.ends_at is null or m.ends_at > clock_now())
      and (o.class = 'funder' and (s.id = place or (s.kind <> 'room' and root_of(s.id) = k.root))
        or g.id is not null and lower(btrim(g.name)) = any (k.payers)))
$$;
revoke all on function payer_in(uuid) from public;
alter function payer_in(uuid) owner to :"gate";

set local role :"gate";
create or replace function payer_here(room uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select room = any (my_spaces()) and payer_in(room)
$$;
create or replace function read_by(in_room uuid) returns table (name text, kind text, funder boolean) language sql stable security definer set search_path = public, pg_temp as $$
  select s.name, s.kind, payer_in(s.id) from gathering_room r join gathering g on g.id = r.gathering_id join space s on s.id = g.space_id
   where r.space_id = in_room and in_room = any (my_spaces())
$$;
reset role;
