-- A body that is mapped is known by what it is called and by what it was called: renamed, it comes no nearer to its map, and whoever belongs
-- to a body that takes a mapped name is from then on in no group that keeps a map with it.
alter table organisation add column former_names text[] not null default '{}';
create function keep_former_name() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.former_names := array_append(old.former_names, old.name);
  return new;
end $$;
revoke all on function keep_former_name from public;
create trigger keep_former_name before update of name on organisation for each row
  when (old.name is distinct from new.name) execute function keep_former_name();

set local role :"gate";
create or replace function bodies_in(in_words text) returns uuid[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o cross join lateral unnest(array_append(o.former_names, o.name)) called (name)
    cross join lateral (values (called.name),
      (regexp_replace(called.name, '\s*\([^)]*\)', '', 'g')), (substring(called.name from '\(([^)]+)\)')), (regexp_replace(called.name, '^the\s+', '', 'i')),
      (regexp_replace(called.name, '[\s,]+(ltd|limited|cic|plc|cio|llp|inc)\.?\s*$', '', 'i'))) v (s)
   where length(btrim(plain_words(v.s))) >= 3 and position(plain_words(v.s) in plain_words(in_words)) > 0
$$;
reset role;

-- Out of every group that keeps a map with this body, whoever belongs to it. Nobody is told why.
create function leave_maps(who uuid, body uuid, but uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare kept record;
begin
  for kept in
    select m.id, m.space_id, n.named from membership m cross join lateral (
        select string_agg(t->>'name', E'\n') as named from version_from f cross join jsonb_array_elements(f.shape->'things') t
         where f.space_id = m.space_id and f.shape is not null) n
     where m.person_id = who and m.space_id is distinct from but and (m.ends_at is null or m.ends_at > clock_now()) and n.named is not null
  loop
    continue when not coalesce(body = any (bodies_in(kept.named)), false);
    update membership x set ends_at = greatest(clock_now(), x.starts_at) where x.id = kept.id;
    perform append_event(standing_of(kept.space_id), 'membership.ended', kept.id, null, clock_now());
  end loop;
end $$;
revoke all on function leave_maps from public;
alter function leave_maps owner to :"gate";

set local role :"gate";
create or replace function leaves_maps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform leave_maps(new.person_id, new.organisation_id, new.space_id);
  return null;
end $$;
reset role;

create function renamed_leaves_maps() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform leave_maps(m.person_id, new.id, null) from (select distinct x.person_id from membership x
    where x.organisation_id = new.id and (x.ends_at is null or x.ends_at > clock_now())) m;
  return null;
end $$;
revoke all on function renamed_leaves_maps from public;
alter function renamed_leaves_maps owner to :"gate";
set local role :"gate";
grant execute on function renamed_leaves_maps to :"owner";
reset role;
create trigger renamed_leaves_maps after update of name on organisation for each row
  when (old.name is distinct from new.name) execute function renamed_leaves_maps();
