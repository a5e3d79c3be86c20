-- A map of who agrees and who trusts is kept with those who made it: in an unlisted group of those in the room who are members of
-- the space that called. Nobody of a body that is on it is let in, then or later, and nobody outside learns that it is there.

-- Bodies of the whole place that are named in these words; asked by functions that keep them out, and told to nobody.
create function bodies_in(in_words text) returns uuid[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o cross join lateral (values (o.name),
      (regexp_replace(o.name, '\s*\([^)]*\)', '', 'g')), (substring(o.name from '\(([^)]+)\)')), (regexp_replace(o.name, '^the\s+', '', 'i')),
      (regexp_replace(o.name, '[\s,]+(ltd|limited|cic|plc|cio|llp|inc)\.?\s*$', '', 'i'))) v (s)
   where length(btrim(plain_words(v.s))) >= 3 and position(plain_words(v.s) in plain_words(in_words)) > 0
$$;
create function belongs_to_any(who uuid, bodies uuid[]) returns boolean language sql stable set search_path = public, pg_temp as $$
  -- Whoever is about to come from there belongs to it too.
  select exists (select from membership m where m.person_id = who and m.organisation_id = any (bodies) and (m.ends_at is null or m.ends_at > clock_now()))
$$;

set local role :"gate";
-- The group a map goes to: one that its facilitator is in and that has this map already, or a new one. Null: there would be nobody, or one alone.
create or replace function map_group(in_activity uuid, in_group uuid, as_key text, at_address text, called text, in_words text) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare bodies uuid[] := bodies_in(in_words); parent space; a activity; held text; here uuid[]; new_id uuid := gen_random_uuid(); standing uuid := gen_random_uuid();
begin
  select * into a from activity x where x.id = in_activity;
  select s.* into parent from gathering_room r join gathering g on g.id = r.gathering_id join space s on s.id = g.space_id where r.space_id = a.space_id;
  select g.title into held from gathering_room r join gathering g on g.id = r.gathering_id where r.space_id = a.space_id;
  if in_group is not null then
    if not exists (select from space s join artefact x on x.space_id = s.id and x.kept_key = as_key
        where s.id = in_group and s.parent_id = parent.id and s.closed_at is null and s.id = any (my_spaces())) then raise exception 'not found' using errcode = 'TF404'; end if;
    if exists (select from membership m where m.space_id = in_group and (m.ends_at is null or m.ends_at > clock_now()) and belongs_to_any(m.person_id, bodies)) then
      raise exception 'refused' using errcode = 'TF067'; end if;
    return in_group;
  end if;
  select array_agg(p) into here from readers_of(a.chapter_id) p
   where p in (select readers_of(c.id) from chapter c where c.space_id = parent.id and c.number = 0) and not belongs_to_any(p, bodies);
  if coalesce(cardinality(here), 0) < 2 then return null; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    values (new_id, parent.id, 'group', left('Map: ' || held, 120), at_address, true, parent.zone, parent.search_language);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select distinct on (m.person_id) gen_random_uuid(), new_id, m.person_id, m.organisation_id, m.class, case when m.person_id = me() then '{manager}'::text[] else '{}' end,
        clock_now(), 1, 'Was in the room where the map was made'
      from membership m where m.space_id = parent.id and m.person_id = any (here) and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.person_id, m.starts_at, m.id;
  insert into space_rule (space_id, chapter_id, rule, value) values (new_id, standing, 'group_consent', '"all"');
  insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
    values (new_id, standing, 'A map that those who made it keep among themselves', 'group', 'project', 'standard', '');
  perform append_event(standing, 'space.founded', new_id, null, clock_now());
  return new_id;
end $$;
reset role;

-- Nobody of a body that is on a map comes into the group that keeps it, whoever asks them in and by whichever door.
create function keeps_mapped_out() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare bodies uuid[];
begin
  select bodies_in(string_agg(t->>'name', E'\n')) into bodies from version_from f cross join jsonb_array_elements(f.shape->'things') t
   where f.space_id = new.space_id and f.shape is not null;
  if new.organisation_id = any (bodies) or belongs_to_any(new.person_id, bodies) then raise exception 'refused' using errcode = 'TF001'; end if;
  return new;
end $$;
-- Groups with this map that I am in, of the space that called, for going on with it; asked of nobody else.
create function my_map_groups(in_activity uuid, as_key text) returns table (id uuid, name text, people integer) language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.name, (select count(distinct m.person_id)::integer from membership m where m.space_id = s.id and m.first_chapter is not null
      and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()))
    from activity a join gathering_room r on r.space_id = a.space_id join gathering g on g.id = r.gathering_id
    join space s on s.parent_id = g.space_id and s.unlisted and s.closed_at is null join artefact x on x.space_id = s.id and x.kept_key = as_key
   where a.id = in_activity and a.chapter_id = any (my_chapters()) and i_facilitate(a.space_id) and s.id = any (my_spaces()) and not by_token() order by s.made_at, s.id
$$;
do $$ declare f text; begin
  foreach f in array array['bodies_in(text)', 'belongs_to_any(uuid, uuid[])', 'keeps_mapped_out()', 'my_map_groups(uuid, text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
grant select (id, name) on organisation to :"gate";
set local role :"gate";
grant execute on function keeps_mapped_out to :"owner";
grant execute on function my_map_groups to :"web";
reset role;
create trigger keeps_mapped_out before insert or update of organisation_id on membership for each row execute function keeps_mapped_out();
