-- Who is asked as a member of the space that calls is asked for as long as they are one: an invitation tells where and when, and opens a
-- door that lets in by name. And whoever is kept out, or pays, is known by every part that is theirs in the same partnership, not in
-- the room and the space above it alone; a payer, also by the organisation they stand for.
create function still_asked(i invitee) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select i.person_id is null or i.comes_as = 'guest'
    or exists (select from membership m join gathering g on g.space_id = m.space_id where g.id = i.gathering_id and m.person_id = i.person_id and in_force(m))
    -- Somebody from outside may facilitate; whoever belonged here when they were asked, and does no more, may not.
    or i.comes_as = 'facilitator' and not exists (select from membership m join gathering g on g.space_id = m.space_id
         where g.id = i.gathering_id and m.person_id = i.person_id and m.ends_at::date >= i.asked_on)
$$;
create function root_of(which uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up as (select s.id, s.parent_id from space s where s.id = which
    union all select s.id, s.parent_id from up join space s on s.id = up.parent_id)
  select up.id from up where up.parent_id is null
$$;
create function payers_of(room uuid) returns text[] language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up as (select s.id, s.parent_id from space s where s.id = room
    union all select s.id, s.parent_id from up join space s on s.id = up.parent_id)
  select coalesce(array_agg(distinct name), '{}') from up join charter c on c.space_id = up.id
    cross join lateral unnest(lower(btrim(c.payer)) || regexp_split_to_array(lower(btrim(c.payer)), '\s*(?:[,;/&]|\mand\M)\s*')) name
   where name <> ''
$$;
create function pays_in(room uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from membership m join space s on s.id = m.space_id left join organisation o on o.id = m.organisation_id
    where m.person_id = who and (m.ends_at is null or m.ends_at > clock_now())
      and (m.class = 'funder' and (s.id = room or (s.kind <> 'room' and root_of(s.id) = root_of(room)))
        or o.id is not null and lower(btrim(o.name)) = any (payers_of(room))))
$$;
-- Before its doors open there is nothing in a room but what its conveners prepare: whoever leaves the space leaves that as well.
create function leave_what_is_planned() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.ends_at <= clock_now() and new.ends_at is distinct from old.ends_at
     and not exists (select from membership m where m.space_id = new.space_id and m.person_id = new.person_id and in_force(m)) then
    update membership m set ends_at = greatest(new.ends_at, m.starts_at), reason_left = 'Left the space that calls'
      from gathering g join gathering_room r on r.space_id = g.room_id
     where g.space_id = new.space_id and r.opened_at is null and r.closed_at is null and m.space_id = r.space_id and m.person_id = new.person_id
       and (m.ends_at is null or m.ends_at > clock_now());
  end if;
  return null;
end $$;
create trigger leave_what_is_planned after update of ends_at on membership for each row execute function leave_what_is_planned();
revoke all on function still_asked, root_of, payers_of, pays_in, leave_what_is_planned from public;
alter function still_asked owner to :"gate";
alter function root_of owner to :"gate";
alter function payers_of owner to :"gate";
alter function pays_in owner to :"gate";
alter function leave_what_is_planned owner to :"gate";
set local role :"gate";
-- What somebody said at the door of another room is not counted.
create or replace function kept_out_of(room uuid, who uuid, as_class text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select as_class = any (r.kept_out) or ('funder' = any (r.kept_out) and pays_in(room, who))
    or exists (select from membership m join space s on s.id = m.space_id where m.person_id = who and m.class = any (r.kept_out)
      and (m.ends_at is null or m.ends_at > clock_now()) and (s.id = room or (s.kind <> 'room' and root_of(s.id) = root_of(room))))
    from gathering_room r where r.space_id = room
$$;
-- Whoever is known to pay comes in as that, whatever they say at the door.
create or replace function come_in_by_code(typed text, as_class text, called text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare d record;
begin
  select * into d from door_by_code(typed);
  if not by_token() and exists (select from space s where s.id = d.room and in_space(s.parent_id)) then return come_in_from_above(d.room); end if;
  return come_in(typed, case when not by_token() and pays_in(d.room, me()) then 'funder' else as_class end, null, called, '');
end $$;
create or replace function payer_here(room uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  with known as (select root_of(room) as root, payers_of(room) as payers)
  select exists (select from membership m join membership o on o.person_id = m.person_id and (o.ends_at is null or o.ends_at > clock_now())
      join space s on s.id = o.space_id left join organisation g on g.id = o.organisation_id cross join known k
    where m.space_id = room and m.space_id = any (my_spaces()) and m.first_chapter is not null and m.last_chapter is null
      and (m.ends_at is null or m.ends_at > clock_now())
      and (o.class = 'funder' and (s.id = room or (s.kind <> 'room' and root_of(s.id) = k.root))
        or g.id is not null and lower(btrim(g.name)) = any (k.payers)))
$$;
create or replace function call_told(which uuid)
 RETURNS TABLE(invitee uuid, gathering uuid, person uuid, name text, comes_as text, class text, organisation text, until date, answer text, space uuid, space_name text, space_address text, unlisted boolean, title text, purpose text, kind text, way text, starts_on date, starts_at text, zone text, minutes integer, ends_on date, place text, link text, share_what text, share_how text, share_by date, paid text, role text, agreed text, convener text, number integer, cancelled_because text, is_off boolean, held_on date, starts timestamp with time zone, ends timestamp with time zone, room uuid, room_state text, kept_out text[], full_up boolean, told_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
  select i.id, g.id, i.person_id, coalesce(nullif(i.name, ''), p.name, ''), i.comes_as, i.class, i.organisation, i.until, i.answer,
    s.id, s.name, s.address, s.unlisted or s.kind in ('pair', 'person'), g.title, g.purpose, g.kind, g.way, g.starts_on, g.starts_at,
    g.zone, g.minutes, g.ends_on, g.place, g.link, g.share_what, g.share_how, g.share_by, g.paid,
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'role_clause' order by r.since desc limit 1), ''),
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'challenge' order by r.since desc limit 1), ''),
    coalesce(c.name, ''), g.version, g.cancelled_because, g.cancelled_on is not null or i.withdrawn_on is not null or not still_asked(i), g.held_on,
    (g.starts_on + g.starts_at::time) at time zone g.zone,
    case when g.ends_on is null then ((g.starts_on + g.starts_at::time) at time zone g.zone) + make_interval(mins => g.minutes)
         else (g.ends_on + time '17:00') at time zone g.zone end,
    g.room_id, case when r.closed_at is not null then 'closed' when r.opened_at is not null then 'open' else 'planned' end, r.kept_out,
    (select count(distinct m.person_id) from membership m where m.space_id = r.space_id and (m.ends_at is null or m.ends_at > clock_now())) >= r.most_people, clock_now()
  from invitee i join gathering g on g.id = i.gathering_id join space s on s.id = g.space_id join gathering_room r on r.space_id = g.room_id
    left join person p on p.id = i.person_id left join person c on c.id = g.convened_by
  where i.id = which
$$;
create or replace function my_invitations()
 RETURNS SETOF jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = i.id), ''))
    from invitee i cross join lateral call_told(i.id) t where i.withdrawn_on is null and still_asked(i) and not by_token() and (i.person_id = me() or (
      i.person_id is null and i.comes_as <> 'member' and i.email <> ''
        and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
        and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me())))
$$;
create or replace function asked_me(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
  select exists (select from invitee i where i.id = which and i.withdrawn_on is null and still_asked(i) and not by_token() and (i.person_id = me()
    or (i.person_id is null and i.comes_as <> 'member' and i.email <> ''
      and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
      and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me()))))
$$;
create or replace function invitee_by_key(hash bytea)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
  select i.id from call_letter l join invitee i on i.id = l.invitee_id join gathering g on g.id = i.gathering_id
   where l.key_hash = hash and i.withdrawn_on is null and still_asked(i) and coalesce(g.ends_on, g.starts_on) + 30 >= (clock_now())::date
$$;
create or replace function join_threads(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare t record; org uuid;
begin
  select u.* into t from invitee i cross join lateral call_told(i.id) u where i.gathering_id = which and i.person_id = me() and i.withdrawn_on is null and still_asked(i);
  if t.invitee is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if t.is_off or coalesce(t.answer, 'no') = 'no' or kept_out_of(t.room, me(), t.class) then return null; end if;
  select m.organisation_id into org from membership m where m.space_id = t.space and m.person_id = me()
     and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at limit 1;
  perform into_threads(t.room, me(), t.class, org);
  return t.room;
end $$;
create or replace function take_call_letter(which uuid, hash bytea)
 RETURNS TABLE(address text, kind text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare l call_letter; i invitee; t record; goes_to text;
begin
  select * into l from call_letter x where x.id = which and x.state in ('due', 'again') for update skip locked;
  if l.id is null then return; end if;
  select * into i from invitee x where x.id = l.invitee_id;
  select * into t from call_told(i.id);
  goes_to := coalesce(nullif(i.email, ''), (select n.email from login n where n.person_id = i.person_id and n.verified_at is not null));
  if goes_to is null or not i.letters or exists (select from calendar_choice c where c.person_id = i.person_id and not c.letters)
     or not still_asked(i)
     or (l.kind <> 'off' and (t.is_off or t.held_on is not null or t.ends < clock_now())) then
    update call_letter x set state = 'nothing' where x.id = which;
    update invitee x set letter = 'none' where x.id = i.id and x.letter = 'due';
    return;
  end if;
  update call_letter x set state = 'going', key_hash = hash, gone_on = (clock_now())::date where x.id = which;
  return query select goes_to, l.kind;
end $$;
reset role;
