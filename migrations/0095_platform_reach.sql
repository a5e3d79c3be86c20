-- The same answers, found sooner: what each statement asks anew for every table that it reads. Who may read what is decided
-- with the same conditions as before, each of which is looked at once, and a space only where its kind matters. Whoever is in a
-- space twice has it twice in the list: it is looked up in, not counted.

-- Pinning a path costs a function more than these take, and keeps them from being written into what asks them.
create or replace function by_token() returns boolean language sql stable
  return coalesce(pg_catalog.current_setting('app.token', true), '') <> '';
create or replace function journal_shut() returns boolean language sql stable
  return coalesce(pg_catalog.current_setting('app.shut', true), '') = 'on';

-- What these look at stands whole in the index.
alter table chapter drop constraint chapter_space_id_number_key, add constraint chapter_space_id_number_key unique (space_id, number) include (id);
create index membership_of on membership (person_id) include (space_id, first_chapter, last_chapter, starts_at, ends_at);
drop index membership_person;
alter index membership_of rename to membership_person;

set local role :"gate";
create or replace function my_spaces() returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
declare who uuid := me(); at timestamptz := clock_now(); among uuid[] := case when by_token() then token_spaces() end;
begin
  if journal_shut() then
    among := array(select s.id from space s where s.id in (select m.space_id from membership m where m.person_id = who)
                      and s.kind <> 'pair' and (among is null or s.id = any (among)));
  end if;
  return array(
    select m.space_id from membership m
     where m.person_id = who and m.first_chapter is not null and m.starts_at <= at and (m.ends_at is null or m.ends_at > at)
       and (among is null or m.space_id = any (among)));
end $$;
create or replace function my_chapters() returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
declare who uuid := me(); at timestamptz := clock_now(); among uuid[] := case when by_token() then token_spaces() end;
begin
  if journal_shut() then
    among := array(select s.id from space s where s.id in (select m.space_id from membership m where m.person_id = who)
                      and s.kind not in ('person', 'pair') and (among is null or s.id = any (among)));
  end if;
  return array(
    select c.id from membership m join chapter c on c.space_id = m.space_id
       and (c.number = 0 or (c.number >= m.first_chapter and (m.last_chapter is null or c.number <= m.last_chapter)))
     where m.person_id = who and m.first_chapter is not null and m.starts_at <= at and (m.ends_at is null or m.ends_at > at)
       and (among is null or m.space_id = any (among)));
end $$;
reset role;

-- A space that I am in is known without walking up and down from all of mine.
alter policy directory on space using (id = any ((select my_spaces())::uuid[]) or id = any ((select my_directory())::uuid[]));
-- Somebody is asked for by name far more often than everybody is listed.
alter policy met on person using (exists (
  select from membership m where m.person_id = person.id and m.space_id = any ((select my_spaces())::uuid[])));
set local role :"gate";
drop function my_people();
reset role;

-- What stands round an insight, and what was answered to it, without reading all that a space has of it.
create index dissent_about on dissent (space_id, insight_id);
create index acknowledgement_of on acknowledgement (space_id, receiver_id);
create index look_again_at on look_again (space_id, insight_id);
