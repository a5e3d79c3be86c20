-- Who pays is known by what a body is called, and not by how it is written; by every part somebody has in the same partnership or above it, and in no
-- sibling of it; and by no unlisted space elsewhere, so that nobody finds out by naming payers who belongs to one.
create function above(which uuid) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up as (select s.id, s.parent_id from space s where s.id = which
    union all select s.id, s.parent_id from up join space s on s.id = up.parent_id)
  select coalesce(array_agg(up.id), '{}') from up
$$;
create function same_partnership(one uuid, room uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select root_of(one) = root_of(room) or one = any (above(room))
$$;
create function called_as(body text) returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  -- "Health & Care" and "Health and Care" are one.
  select distinct btrim(regexp_replace(' ' || n || ' ', '( and)+ ', ' ', 'g')) from names_of(body) n
$$;
create function pays_as(body uuid, payers text[]) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select cardinality(payers) > 0 and exists (
    select from (select o.name from organisation o where o.id = body union all select o.name from organisation_name o where o.organisation_id = body) b
      cross join lateral called_as(b.name) n
     where n = any (payers)
        -- A name of one word is in too many sentences.
        or n like '% %' and exists (select from unnest(payers) p where position(' ' || n || ' ' in ' ' || p || ' ') > 0))
$$;
revoke all on function above, same_partnership, called_as, pays_as from public;
alter function above owner to :"gate";
alter function same_partnership owner to :"gate";
alter function called_as owner to :"gate";
alter function pays_as owner to :"gate";
grant update (said) on gathering_room to :"gate";
set local role :"gate";
-- The highest space that is still of the same partnership: a region and what is above it have many.
create or replace function root_of(which uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up as (select s.id, s.parent_id, 0 as far from space s where s.id = which
    union all select s.id, s.parent_id, up.far + 1 from up join space s on s.id = up.parent_id and s.kind not in ('region', 'nation', 'commons'))
  select up.id from up order by up.far desc limit 1
$$;
-- What the space, or one above it, says of who pays: each body in it by its names, and the whole of it.
create or replace function payers_of(room uuid) returns text[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct n), '{}') from charter c
    cross join lateral (select regexp_split_to_table(c.payer, '\s*[,;:/&|+·–—\n]\s*|\s+(?:-|and|at|from|of|for|in|with|by)\s+', 'i') union all select c.payer) p (said)
    cross join lateral called_as(p.said) n
   where c.space_id = any (above(room)) and n <> ''
$$;
create or replace function pays_in(room uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  with known as materialized (select payers_of(room) as payers)
  select exists (select from membership m join space s on s.id = m.space_id cross join known k
    where m.person_id = who and (m.ends_at is null or m.ends_at > clock_now())
      and (m.class = 'funder' and (s.id = room or (s.kind <> 'room' and same_partnership(s.id, room)))
        or m.organisation_id is not null and cardinality(k.payers) > 0 and (not s.unlisted or same_partnership(s.id, room)) and pays_as(m.organisation_id, k.payers)))
$$;
create or replace function payer_in(place uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  -- As pays_in(place, person) for everybody in it at once: what is the same for all of them is found once, and each body is asked about once.
  with known as materialized (select payers_of(place) as payers, root_of(place) as root, above(place) as over),
    parts as materialized (select distinct o.class = 'funder' and (s.id = place or (s.kind <> 'room' and (s.id = any (k.over) or root_of(s.id) = k.root))) as funds,
        case when cardinality(k.payers) > 0 and (not s.unlisted or s.id = any (k.over) or root_of(s.id) = k.root) then o.organisation_id end as body
      from membership m join membership o on o.person_id = m.person_id and (o.ends_at is null or o.ends_at > clock_now())
        and (o.class = 'funder' or o.organisation_id is not null)
      join space s on s.id = o.space_id cross join known k
     where m.space_id = place and m.first_chapter is not null and m.last_chapter is null and m.starts_at <= clock_now()
       and (m.ends_at is null or m.ends_at > clock_now()))
  select exists (select from parts p cross join known k where p.funds or p.body is not null and pays_as(p.body, k.payers))
$$;
create or replace function kept_out_of(room uuid, who uuid, as_class text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select as_class = any (r.kept_out) or ('funder' = any (r.kept_out) and pays_in(room, who))
    or exists (select from membership m join space s on s.id = m.space_id where m.person_id = who and m.class = any (r.kept_out)
      and (m.ends_at is null or m.ends_at > clock_now()) and (s.id = room or (s.kind <> 'room' and same_partnership(s.id, room))))
    from gathering_room r where r.space_id = room
$$;
-- Whoever is erased stands neither at a door as waiting nor on it as who called.
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
  -- At its door stands who called it, in words of their own day.
  update gathering_room r set said = r.said || '{"convenedBy": ""}' from gathering g where g.id = r.gathering_id and g.convened_by = me() and r.said ? 'convenedBy';
  update gathering g set convened_by = null where g.convened_by = me();
  delete from door_wait w where w.person_id = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;
