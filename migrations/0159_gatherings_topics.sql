-- At an informal meeting two or three are brought together who would like to talk about the same: each ticks for themselves,
-- the place alone reads it, and those who are brought together are told of each other and of nobody else.

-- What is offered to talk about: by whoever calls it, for everybody who reads the call.
create table meet_topic (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, gathering_id uuid not null, words text not null check (length(words) between 1 and 80),
  primary key (space_id, id), unique (id), foreign key (space_id, gathering_id) references gathering (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index meet_topic_of on meet_topic (space_id, gathering_id);
-- What somebody would like to talk about: theirs, and gone once they are brought together or the day is over.
create table meet_wish (
  topic_id uuid not null references meet_topic (id) on delete cascade, person_id uuid not null references person on delete cascade,
  primary key (topic_id, person_id)
);
-- Who was brought together about what: each of them reads it.
create table meet_match (
  id uuid not null, topic_id uuid not null references meet_topic (id) on delete cascade, person_id uuid not null references person on delete cascade,
  primary key (id, person_id)
);
grant select, insert, delete on meet_topic to :"web";
grant select, insert, delete on meet_wish to :"web";
grant select on meet_match to :"web";
grant select on meet_topic to :"gate";
grant select, delete on meet_wish to :"gate";
grant select, insert, delete on meet_match to :"gate";
do $$ declare t text; begin
  foreach t in array array['meet_topic', 'meet_wish', 'meet_match'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;
create policy readers on meet_topic to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy by_who_calls on meet_topic as restrictive for insert to :"web" with check (i_convened(gathering_id));
create policy by_who_calls_away on meet_topic as restrictive for delete to :"web" using (i_convened(gathering_id));
create policy own on meet_wish to :"web" using (person_id = me()) with check (person_id = me() and topic_id in (select t.id from meet_topic t));
create policy not_by_token on meet_wish as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy own on meet_match for select to :"web" using (person_id = me());
create policy not_by_token on meet_match as restrictive to :"web" using (not by_token()) with check (not by_token());

-- Brings together in twos, and threes where one is left, those who ticked the same: the topics that fewest ticked first, each
-- person once. Of a topic with one alone nothing is told. Answers nothing: how many were brought together is told to nobody.
create function bring_together(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; who uuid[]; n integer; at integer; last integer; new_id uuid;
begin
  if not i_convened(which) or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('together ' || which::text, 0));
  for t in select x.id from meet_topic x where x.gathering_id = which
      order by (select count(*) from meet_wish w where w.topic_id = x.id), gen_random_uuid() loop
    who := array(select w.person_id from meet_wish w where w.topic_id = t.id and not exists (select from meet_match m join meet_topic y on y.id = m.topic_id
        where y.gathering_id = which and m.person_id = w.person_id) order by gen_random_uuid());
    n := cardinality(who);
    at := 1;
    while n - at >= 1 loop
      last := case when n - at = 2 then n else at + 1 end;
      new_id := gen_random_uuid();
      insert into meet_match (id, topic_id, person_id) select new_id, t.id, p from unnest(who[at:last]) p;
      at := last + 1;
    end loop;
  end loop;
  delete from meet_wish w using meet_topic x, meet_match m join meet_topic y on y.id = m.topic_id
   where x.id = w.topic_id and x.gathering_id = which and y.gathering_id = which and m.person_id = w.person_id;
end $$;
-- With whom I was brought together, about what.
create function my_match(which uuid) returns table (topic text, name text) language sql stable security definer set search_path = public, pg_temp as $$
  select t.words, p.name from meet_match mine join meet_topic t on t.id = mine.topic_id join meet_match o on o.id = mine.id join person p on p.id = o.person_id
   where t.gathering_id = which and mine.person_id = me() and o.person_id <> me() and t.chapter_id = any (my_chapters()) and not by_token()
$$;
-- A week after the day nothing of it is left.
create function sweep_together() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  with over as (select t.id from meet_topic t join gathering g on g.id = t.gathering_id where g.starts_on < (clock_now())::date - 7),
    gone as (delete from meet_wish w using over where w.topic_id = over.id returning 1)
  delete from meet_match m using over where m.topic_id = over.id;
  get diagnostics n = row_count;
  return n;
end $$;

-- What somebody said they need, back to them by the link of their letter.
create function needs_by_key(hash bytea) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select a.words from access_need a where a.invitee_id = invitee_by_key(hash)), '')
$$;

-- Somebody else's sheet, and one that is not there, are answered alike.
set local role :"gate";
create or replace function take_sheet_out(sheet uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare s paper_sheet; l record;
begin
  select * into s from paper_sheet p where p.id = sheet and p.typed_by = me();
  if s.id is null or not i_facilitate(s.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from activity_step x where x.id = s.step_id and x.round_id is not null) then return false; end if;
  for l in delete from contribution c where c.sheet_id = sheet returning c.id, c.chapter_id, c.shown loop
    if l.shown then perform append_event(l.chapter_id, 'contribution.out', l.id, null, clock_now()); end if;
  end loop;
  delete from paper_sheet p where p.id = sheet;
  return true;
end $$;
create or replace function forget_paper() returns void language sql security definer set search_path = public, pg_temp as $$
  update paper_sheet set typed_by = null where typed_by = me();
  delete from round_turn where person_id = me();
  delete from nudge where me() in (person_id, from_id);
  delete from meet_wish where person_id = me();
  delete from meet_match where person_id = me()
$$;
reset role;

do $$ declare f text; begin
  foreach f in array array['bring_together(uuid)', 'my_match(uuid)', 'needs_by_key(bytea)', 'sweep_together()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, case when f like 'sweep%' then :'worker' else :'web' end);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
