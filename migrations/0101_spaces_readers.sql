-- Who reads a chapter, said of everybody as my_chapters() says it of one: whoever took part only before is asked nothing later.
set local role :"gate";
create or replace function readers_of(which uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person_id from chapter c join membership m on m.space_id = c.space_id
     and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
   where c.id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;
reset role;
