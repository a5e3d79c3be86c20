-- What goes on from one gathering to the next: series, being in touch in between, who was not asked and why, and what is
-- said afterwards: in which mode it was, how rigorous, who ran it, and what they learned themselves.

create table gathering_series (
  space_id uuid not null, id uuid not null, chapter_id uuid not null,
  title text not null check (length(title) between 1 and 160), purpose text not null default '' check (length(purpose) <= 1000),
  every_days integer not null check (every_days between 1 and 400),
  started_by uuid, started_on date not null default (clock_now())::date,
  ended_on date, ended_because text not null default '' check (length(ended_because) <= 500), version integer not null default 1,
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
alter table gathering add column series_id uuid;
alter table gathering no force row level security;
alter table gathering add foreign key (space_id, series_id) references gathering_series (space_id, id);
alter table gathering force row level security;
create index gathering_of_series on gathering (series_id, starts_on);
grant update (series_id) on gathering to :"web";

-- That two were in touch, in one line: a call, a visit, a letter. Beside the gatherings, so that nobody has to call one for it.
create table contact (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, on_day date not null,
  way text not null check (way in ('call', 'visit', 'message', 'meeting')), mode text check (mode in ('mirror', 'mentor', 'midwife')),
  words text not null default '' check (length(words) <= 300), author_id uuid,
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index contact_day on contact (chapter_id, on_day);

-- Who is touched by it and was not asked, and why not: said by whoever calls, read by everybody who reads the call.
create table not_asked (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, gathering_id uuid not null,
  name text not null check (length(name) between 1 and 200), why text not null check (length(why) between 1 and 500), said_by uuid,
  primary key (space_id, id), unique (id), unique (gathering_id, name),
  foreign key (space_id, gathering_id) references gathering (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);

-- How it was, said by whoever called or ran it. `was_with`: at least two parties put something in.
create table gathering_after (
  space_id uuid not null, gathering_id uuid not null, chapter_id uuid not null,
  mode_used text not null check (mode_used in ('mirror', 'mentor', 'midwife')),
  was_with boolean not null, rigour text not null check (rigour in ('light', 'partial', 'full')),
  limits text not null default '' check (length(limits) <= 1000), said_by uuid, version integer not null default 1,
  primary key (space_id, gathering_id), foreign key (space_id, gathering_id) references gathering (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- Who ran which method: each says it of themselves. `alone` and `together` are without the learning partner.
create table facilitated (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, gathering_id uuid not null, person_id uuid not null,
  method_key text not null default '', how text not null check (how in ('alone', 'together', 'with_learning_partner')),
  primary key (space_id, id), unique (gathering_id, person_id, method_key),
  foreign key (space_id, gathering_id) references gathering (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- What somebody who ran it learned, and would do differently: for everybody who was there.
create table facilitator_note (
  space_id uuid not null, chapter_id uuid not null, author_id uuid not null,
  learned text not null default '' check (length(learned) <= 1000), differently text not null default '' check (length(differently) <= 1000),
  on_day date not null default (clock_now())::date,
  primary key (space_id, author_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);

grant select, insert on gathering_series, contact, not_asked, gathering_after, facilitated, facilitator_note to :"web";
grant update (title, purpose, every_days, ended_on, ended_because, version) on gathering_series to :"web";
grant update (why, said_by) on not_asked to :"web";
grant update (mode_used, was_with, rigour, limits, said_by, version) on gathering_after to :"web";
grant update (how) on facilitated to :"web";
grant update (learned, differently) on facilitator_note to :"web";
grant delete on contact, not_asked, facilitated, facilitator_note to :"web";
do $$ declare t text; begin
  foreach t in array array['gathering_series', 'contact', 'not_asked', 'gathering_after', 'facilitated', 'facilitator_note'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
    execute format('grant select, delete on %I to %I', t, :'gate');
  end loop;
  foreach t in array array['contact', 'facilitator_note'] loop
    execute format('create policy own_hand on %I as restrictive for insert to %I with check (author_id = me() and not by_token())', t, :'web');
    execute format('create policy own_away on %I as restrictive for delete to %I using (author_id = me())', t, :'web');
  end loop;
  foreach t in array array['not_asked', 'gathering_after'] loop
    execute format('create policy by_who_calls on %I as restrictive for insert to %I with check (i_call(gathering_id) and said_by = me())', t, :'web');
    execute format('create policy by_who_calls_again on %I as restrictive for update to %I using (i_call(gathering_id)) with check (said_by = me())', t, :'web');
  end loop;
end $$;
grant update (said_by) on not_asked, gathering_after to :"gate";
grant update (started_by) on gathering_series to :"gate";
create policy by_who_calls_away on not_asked as restrictive for delete to :"web" using (i_call(gathering_id));
create policy started on gathering_series as restrictive for insert to :"web" with check (started_by = me());
create policy goes_on on gathering_series as restrictive for update to :"web" using (started_by = me() or i_manage(space_id)) with check (true);
create policy own_note on facilitator_note as restrictive for update to :"web" using (author_id = me()) with check (author_id = me());
create policy who_ran on facilitator_note as restrictive for insert to :"web" with check (i_facilitate(space_id));

-- Whether I ran it: facilitate its room, or did.
create function i_ran(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from gathering g join membership m on m.space_id = g.room_id
    where g.id = which and m.person_id = me() and 'facilitator' = any (m.roles))
$$;
create policy of_oneself on facilitated as restrictive for insert to :"web" with check (person_id = me() and i_ran(gathering_id) and not by_token());
create policy of_oneself_again on facilitated as restrictive for update to :"web" using (person_id = me()) with check (person_id = me());
create policy of_oneself_away on facilitated as restrictive for delete to :"web" using (person_id = me());
-- Of how many parties somebody put something in under their name: an organisation, or a class where there is none. For whoever ran it.
create function parties_in(which uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct coalesce(nullif(m.organisation_id::text, ''), nullif(g.organisation, ''), m.class))::integer
    from gathering c join contribution k on k.author_id is not null and (k.space_id = c.room_id or exists (select from space s where s.id = k.space_id and s.parent_id = c.room_id))
    join lateral (select * from membership x where x.space_id = c.room_id and x.person_id = k.author_id order by x.starts_at limit 1) m on true
    left join guest g on g.space_id = c.room_id and g.person_id = k.author_id
   where c.id = which and i_call(which)
$$;

-- Whoever is of no space here and was asked for a series is asked to its next, for as long as it was said.
create function ask_for_series(last uuid, following uuid, on_day date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not i_call(last) or not i_call(following) or not exists (select from gathering a join gathering b on b.series_id = a.series_id where a.id = last and b.id = following)
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into invitee (space_id, id, chapter_id, gathering_id, name, organisation, email, class, comes_as, until, for_series, letters, asked_by)
    select i.space_id, gen_random_uuid(), i.chapter_id, following, i.name, i.organisation, i.email, i.class, i.comes_as, i.until, true, i.letters, me()
      from invitee i where i.gathering_id = last and i.for_series and i.withdrawn_on is null and i.comes_as <> 'member' and (i.until is null or i.until >= on_day);
end $$;

-- Somebody is erased: what they said of themselves goes; what they said for the space stays, by nobody.
create function forget_series() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from facilitated f where f.person_id = me();
  delete from facilitator_note n where n.author_id = me();
  delete from contact c where c.author_id = me();
  update not_asked n set said_by = null where n.said_by = me();
  update gathering_after a set said_by = null where a.said_by = me();
  update gathering_series s set started_by = null where s.started_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
select make_findable('gathering', 'title', 'purpose');

do $$ declare f text; begin
  foreach f in array array['i_ran(uuid)', 'parties_in(uuid)', 'ask_for_series(uuid, uuid, date)', 'forget_series()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
alter table invitee add check (class in ('funder', 'public_body', 'grantee', 'delivery_partner', 'learning_partner', 'evaluator', 'academic', 'community_member', 'observer'));
