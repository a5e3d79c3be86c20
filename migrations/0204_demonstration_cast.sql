-- In a demonstration one looks through the people of its world. A guest of a room has no place of their own to look at,
-- and whoever tries a room out by its code is nobody of the cast.
set local role :"gate";
create or replace function demonstration_people() returns table (id uuid, name text, organisation text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, coalesce((select o.name from membership m join organisation o on o.id = m.organisation_id where m.person_id = p.id limit 1), '')
    from person p
   where (select demonstration from installation) and not exists (select from guest g where g.person_id = p.id)
   order by p.name
$$;
reset role;
