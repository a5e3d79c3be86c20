-- Where I wait to be let in: the name of the space, as the invitation told it, and nothing of what is in it or who.
create function my_doors() returns table (id uuid, space_name text, inviter text, announced boolean, opens_at timestamptz, zone text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, s.name, p.name, false, null::timestamptz, s.zone
    from invitation i join space s on s.id = i.space_id join person p on p.id = i.invited_by
   where i.accepted_by = me() and i.confirmed_at is null and i.withdrawn_at is null and s.closed_at is null and not by_token()
  union all
  select m.id, s.name, null, true, nullif(m.starts_at, 'infinity'), s.zone
    from membership m join space s on s.id = m.space_id
   where m.person_id = me() and m.first_chapter is null and m.ends_at is null and s.closed_at is null and not by_token()
$$;
revoke all on function my_doors() from public;
grant execute on function my_doors() to :"web";
alter function my_doors() owner to :"gate";
