-- What came in with a copy is read by whoever brought it in, and by nobody who comes later. It lands in a chapter that ends
-- with it; there is no other way out of that chapter than a crossing.
alter table chapter add column kept boolean not null default false;
comment on column chapter.kept is 'Ends with a copy that was brought in: whoever comes later reads from the next one on.';
grant update (kept) on chapter to :"gate";

-- Whoever manages a space alone brings a copy in. The door is held meanwhile, so that nobody comes in between. Of which space
-- it was is theirs to know as well: there may be nobody else here who may know that there is one.
create function keep_apart(of_space uuid, named text, made date) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare kept_one uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('door ' || of_space::text, 0));
  if not i_manage(of_space) or exists (select from membership m where m.space_id = of_space and m.person_id <> me()
      and (m.ends_at is null or m.ends_at > clock_now())) then raise exception 'not found' using errcode = 'TF404'; end if;
  update chapter c set kept = true where c.space_id = of_space and c.number > 0
     and c.number = (select max(l.number) from chapter l where l.space_id = of_space) returning c.id into kept_one;
  insert into chapter (space_id, number) select of_space, 1 + max(c.number) from chapter c where c.space_id = of_space;
  insert into space_copy (space_id, id, chapter_id, way, of_space, made_on, person_id)
    values (of_space, gen_random_uuid(), kept_one, 'brought_in', left(named, 200), made, me());
  return kept_one;
end $$;
revoke all on function keep_apart from public;
grant execute on function keep_apart to :"web";
alter function keep_apart owner to :"gate";

-- That a copy was taken is noted with no more than that: what was brought in is noted above, where it is kept apart.
drop function note_copy(uuid, text, text, date);
create function note_copy(of_space uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  if not in_space(of_space) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform set_config('app.forgetting', 'on', true);
  insert into space_copy (space_id, id, chapter_id, way, person_id)
    select c.space_id, gen_random_uuid(), c.id, 'taken', me() from chapter c where c.space_id = of_space and c.number = 0;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function note_copy from public;
grant execute on function note_copy to :"web";
alter function note_copy owner to :"gate";

-- Nobody who comes later reads further back than the chapter after it, whatever the space agreed on for newcomers.
set local role :"gate";
create or replace function door_reads(sp uuid, who uuid, as_class text) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when r.reads is not null then
      greatest(r.reads, 1 + (select max(c.number) from chapter c where c.space_id = sp and c.kept)) end
    from (select case when s.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      case when coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = sp and r.rule = 'newcomers_read_back'
                           order by r.since desc limit 1), s.kind = 'seat') then 1 end
    else (
      -- As far back as the first of their class who is in now, and no further: what was said while none of them was there was
      -- said to nobody of them. Never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> who and in_force(o)) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> who and in_force(o)), max(o.first_chapter) filter (where o.person_id = who)) end
        from membership o where o.space_id = sp and o.class = as_class and o.first_chapter is not null)
    end as reads from space s where s.id = sp) r
$$;
-- Nor is it repeated in what they will read, though nobody has come yet.
create or replace function reads_too(chapter_read uuid, other uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.number = 0 or (c.number > 0 and o.number >= c.number) or (not o.kept and not exists (select from membership m
         where m.space_id = c.space_id and m.first_chapter > o.number and (c.number = 0 or m.first_chapter <= c.number)))
    from chapter c, chapter o where c.id = chapter_read and o.id = other
$$;
reset role;

-- What a copy said of a thing is written where the thing came in with it, and of nothing else.
create policy came_with_it on copied as restrictive for insert to :"web"
  with check (exists (select from chapter c where c.space_id = copied.space_id and c.id = copied.chapter_id and c.kept));
select complete_schema();
