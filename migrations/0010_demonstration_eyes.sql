-- In a demonstration, and only there, a visitor may look through each person's eyes.
create function demonstration_people() returns table (id uuid, name text, organisation text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name, coalesce((select o.name from membership m join organisation o on o.id = m.organisation_id where m.person_id = p.id limit 1), '')
    from person p where (select demonstration from installation) order by p.name
$$;
revoke all on function demonstration_people from public;
grant execute on function demonstration_people to :"web";
alter function demonstration_people owner to :"gate";
