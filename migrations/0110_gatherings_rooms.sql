-- Gatherings: the call, in the space that calls; the room where it is held, a space of its own; what is on; the activities
-- that were run; and what people put in, each thing seen by those its step says, when its step says, and by nobody else.

-- The call stands in the standing chapter of the space that calls: its members know that it is, when, and what for.
create table gathering (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, room_id uuid not null,
  kind text not null check (kind in ('gathering', 'pause', 'informal', 'large', 'over_days')),
  title text not null check (length(title) between 1 and 160),
  purpose text not null default '' check (length(purpose) <= 1000),
  way text not null check (way in ('in_person', 'online', 'hybrid', 'over_days')),
  starts_on date not null, starts_at text not null check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'), zone text not null, minutes integer not null check (minutes between 1 and 1440),
  ends_on date check (ends_on >= starts_on),
  place text not null default '' check (length(place) <= 300), link text not null default '' check (length(link) <= 2000),
  mode_meant text check (mode_meant in ('mirror', 'mentor', 'midwife')),
  learning text not null default 'with' check (learning in ('for', 'with')),
  kept_out text[] not null default '{}', door text not null default 'code' check (door in ('code', 'let_in')),
  share_what text not null default '' check (length(share_what) <= 500), share_how text not null default '' check (length(share_how) <= 300),
  share_by date, share_kept_on date, share_kept text not null default '' check (length(share_kept) <= 500),
  paid text not null default '' check (length(paid) <= 500),
  about_kind text check (about_kind in ('insight', 'learning_question', 'decision', 'finding')), about_id uuid,
  convened_by uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  cancelled_on date, cancelled_because text not null default '' check (length(cancelled_because) <= 500), held_on date,
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column gathering.starts_at is 'To come is local time and a zone: the clocks may change in between.';
comment on column gathering.kept_out is 'Classes, or line_manager, that may not be in the room.';
create index gathering_when on gathering (chapter_id, starts_on, id);

-- The room as it is: open or not, by which code, and what was said at its door before anybody came in.
create table gathering_room (
  space_id uuid not null, chapter_id uuid not null, gathering_id uuid not null,
  door text not null check (door in ('code', 'let_in')), kept_out text[] not null default '{}', most_people integer not null default 2000,
  said jsonb not null, code text unique check (length(code) between 6 and 60),
  activity_id uuid, opened_at timestamptz, closed_at timestamptz, harvest_until timestamptz, delete_on date,
  mode_used text check (mode_used in ('mirror', 'mentor', 'midwife')),
  rigour text not null default '' check (length(rigour) <= 1000), version integer not null default 1,
  primary key (space_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column gathering_room.said is 'What stood at the door: title, purpose, the promise of what comes back, what is paid. Fixed when the doors open.';
comment on column gathering_room.code is 'Two words and three digits; there from the opening of the doors to the close.';

-- What is on, in its order. What a facilitator notes for themselves is not for the room.
create table agenda_item (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, position integer not null,
  sort text not null check (sort in ('method', 'talk', 'break')),
  title text not null check (length(title) between 1 and 160), minutes integer not null check (minutes between 0 and 1440),
  method_key text, reading text, short boolean not null default false, rehearsed_on date,
  version integer not null default 1,
  check ((sort = 'method') = (method_key is not null)),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index agenda_order on agenda_item (chapter_id, position, id);
create table agenda_note (
  space_id uuid not null, item_id uuid not null, chapter_id uuid not null, words text not null check (length(words) <= 2000),
  primary key (space_id, item_id), foreign key (space_id, item_id) references agenda_item (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);

-- One method run once: an activity, in a chapter of its own, with the definition as it was on the day.
create table activity (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, item_id uuid,
  title text not null, definition jsonb not null, reading text,
  state text not null default 'running' check (state in ('running', 'paused', 'done')),
  step_id uuid, paused_at timestamptz, started_at timestamptz not null default clock_now(), ended_at timestamptz,
  people integer not null default 0, version integer not null default 1,
  primary key (space_id, id), unique (id), unique (space_id, chapter_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- One step of it that was begun; a repeat begins it again as another turn.
create table activity_step (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, activity_id uuid not null,
  place integer not null, key text not null, turn integer not null default 1,
  state text not null default 'open' check (state in ('open', 'shown', 'done')),
  opened_at timestamptz not null default clock_now(), ends_at timestamptz, shown_at timestamptz, done_at timestamptz,
  round_id uuid, presenter_id uuid, people integer not null default 0,
  primary key (space_id, id), unique (id), foreign key (space_id, activity_id) references activity (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column activity_step.ends_at is 'By the clock of the place. A pause puts it off by as long as it lasts.';
comment on column activity_step.round_id is 'Where nobody is named, what is put in lies sealed in this round until it is shown.';
create index activity_step_of on activity_step (space_id, activity_id, place, turn);

-- Who sits with whom. What a pair or a table puts in lives in a room of their own.
create table small_room (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, step_id uuid not null,
  label text not null check (length(label) <= 80), ended_at timestamptz,
  primary key (space_id, id), unique (id), foreign key (space_id, step_id) references activity_step (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index small_room_step on small_room (space_id, step_id);

-- What somebody put in. Without a name it has no author, no hour and no order: it comes out of its sealed round, all at once.
create table contribution (
  space_id uuid not null, id uuid not null, chapter_id uuid not null,
  activity_id uuid not null, step_id uuid not null,
  value jsonb not null check (pg_column_size(value) <= 16384),
  attribution text not null check (attribution in ('named', 'role', 'anonymous')),
  author_id uuid, said_as text not null default '' check (length(said_as) <= 200),
  for_table boolean not null default false,
  seen_by text not null check (seen_by in ('self', 'pair', 'table', 'presenter', 'facilitator', 'room')),
  presenter_id uuid, kept text not null check (kept in ('until_step_ends', 'until_close', 'until_harvested', 'as_owner_wants')),
  may_go text check (may_go in ('stays', 'theme', 'words', 'name')),
  shown boolean not null default false, on_day date not null default (clock_now())::date, version integer not null default 1,
  check ((attribution = 'named') = (author_id is not null)),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column contribution.said_as is 'Where only a class or an organisation is said of its author; empty otherwise.';
comment on column contribution.may_go is 'Of a line without a name: as chosen while it was written. Of another: what its author chose afterwards; null is not yet.';
create index contribution_step on contribution (step_id, chapter_id);
-- Whose it is, where no name stands on it: for them alone.
create table contribution_owner (
  contribution_id uuid primary key references contribution (id) on delete cascade, person_id uuid not null references person on delete cascade
);
create index contribution_owner_person on contribution_owner (person_id);

-- Who waits at the door, told to everybody in the room by name and organisation.
create table door_wait (
  space_id uuid not null, person_id uuid not null references person on delete cascade, chapter_id uuid not null,
  name text not null check (length(name) between 1 and 120), organisation text not null default '' check (length(organisation) <= 200),
  class text not null, waits_for text not null check (waits_for in ('yes', 'next_activity')), organisation_id uuid,
  primary key (space_id, person_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
-- Kept apart from somebody: written by each for themselves, read by the allocator alone, gone at the close.
create table apart_wish (
  space_id uuid not null references space, person_id uuid not null references person on delete cascade, not_with uuid not null,
  primary key (space_id, person_id, not_with)
);

grant select, insert on gathering, gathering_room, agenda_item, agenda_note, activity, activity_step, small_room, contribution, contribution_owner to :"web";
grant update (kind, title, purpose, way, starts_on, starts_at, zone, minutes, ends_on, place, link, mode_meant, learning, kept_out, door,
  share_what, share_how, share_by, share_kept_on, share_kept, paid, version, cancelled_on, cancelled_because, held_on) on gathering to :"web";
grant update (door, kept_out, most_people, said, code, activity_id, opened_at, closed_at, harvest_until, delete_on, mode_used, rigour, version) on gathering_room to :"web";
grant update (position, title, minutes, method_key, reading, short, rehearsed_on, version) on agenda_item to :"web";
grant update (words) on agenda_note to :"web";
grant delete on agenda_item, agenda_note, contribution to :"web";
grant update (state, step_id, paused_at, ended_at, people, version) on activity to :"web";
grant update (state, ends_at, shown_at, done_at, round_id, presenter_id, people) on activity_step to :"web";
grant update (ended_at) on small_room to :"web";
grant update (value, may_go, version) on contribution to :"web";
grant select on door_wait to :"web";
grant insert, delete on apart_wish to :"web";
grant select on apart_wish to :"web";
grant select on gathering, gathering_room, activity, activity_step, small_room, agenda_item to :"gate";
grant select, update (shown), delete on contribution to :"gate";
grant update (convened_by) on gathering to :"gate";
grant update (presenter_id) on activity_step to :"gate";
grant select on contribution_owner to :"gate";
grant select, insert, delete on door_wait to :"gate";
grant select, delete on apart_wish to :"gate";
grant select on contribution, activity, activity_step to :"live";
grant select on gathering, gathering_room, activity, activity_step, contribution to :"worker";
grant delete on contribution to :"worker";

do $$ declare t text; begin
  foreach t in array array['gathering', 'gathering_room', 'agenda_item', 'agenda_note', 'activity', 'activity_step', 'small_room', 'contribution', 'door_wait'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
  foreach t in array array['gathering', 'gathering_room', 'activity', 'activity_step', 'contribution'] loop
    execute format('create policy worker_all on %I to %I using (true)', t, :'worker');
  end loop;
  -- What runs is run by whoever facilitates there, and by nobody else.
  foreach t in array array['gathering_room', 'agenda_item', 'agenda_note', 'activity', 'activity_step', 'small_room'] loop
    execute format('create policy run_add on %I as restrictive for insert to %I with check (i_facilitate(space_id))', t, :'web');
    execute format('create policy run_change on %I as restrictive for update to %I using (i_facilitate(space_id)) with check (i_facilitate(space_id))', t, :'web');
  end loop;
  foreach t in array array['agenda_item', 'agenda_note'] loop
    execute format('create policy run_away on %I as restrictive for delete to %I using (i_facilitate(space_id))', t, :'web');
  end loop;
  foreach t in array array['activity', 'activity_step', 'contribution'] loop
    execute format('create policy one on %I for select to %I using (chapter_id = nullif(current_setting(''app.chapter'', true), '''')::uuid)', t, :'live');
  end loop;
end $$;
alter table contribution_owner enable row level security; alter table contribution_owner force row level security;
alter table apart_wish enable row level security; alter table apart_wish force row level security;
create policy own on contribution_owner to :"web" using (person_id = me()) with check (person_id = me());
create policy not_by_token on contribution_owner as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on contribution_owner to :"gate" using (true) with check (true);
create policy own on apart_wish to :"web" using (person_id = me()) with check (person_id = me() and space_id = any ((select my_spaces())::uuid[]));
create policy not_by_token on apart_wish as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on apart_wish to :"gate" using (true) with check (true);

-- The call is its convener's to change, and a manager's.
create policy conveners on gathering as restrictive for insert to :"web" with check (convened_by = me());
create policy conveners_again on gathering as restrictive for update to :"web"
  using (convened_by = me() or i_manage(space_id) or i_facilitate(room_id)) with check (true);
-- Notes for whoever runs it.
create policy facilitators on agenda_note as restrictive for select to :"web" using (i_facilitate(space_id));

-- Mine, also where no name stands on it.
create function i_put(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from contribution_owner o where o.contribution_id = which and o.person_id = me())
$$;
create policy seen on contribution as restrictive for select to :"web" using (
  author_id = me()
  or (shown and seen_by in ('room', 'pair', 'table'))
  or (shown and seen_by = 'presenter' and presenter_id = me())
  or (shown and seen_by = 'facilitator' and i_facilitate(space_id))
  or (author_id is null and attribution = 'role' and i_put(id)));
-- One puts in one's own, or, at the reveal, whoever facilitates lays down what has no name.
create policy own_hand on contribution as restrictive for insert to :"web" with check (
  not by_token() and (author_id = me() or (author_id is null and attribution = 'role')
    or (attribution = 'anonymous' and i_facilitate(space_id))));
create policy own_again on contribution as restrictive for update to :"web"
  using (author_id = me() or i_put(id)) with check (author_id = me() or attribution = 'role');
create policy own_away on contribution as restrictive for delete to :"web" using (author_id = me() or i_put(id));
create policy only_shown on contribution as restrictive for select to :"live" using (shown and seen_by in ('room', 'pair', 'table'));

-- Shows what a step took in, to those who are to see it; or, at its end, takes it from the eyes of a pair or a table, and
-- from the place altogether where it is kept no longer than the step. Answers how many lines it was about.
create function show_step(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  update contribution c set shown = true where c.step_id = which and not c.shown and c.seen_by <> 'self';
  get diagnostics n = row_count;
  return n;
end $$;
create function end_step(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c where c.step_id = which and c.kept = 'until_step_ends';
  get diagnostics n = row_count;
  update contribution c set shown = false where c.step_id = which and c.shown and c.seen_by in ('pair', 'table');
  return n;
end $$;
-- How many of those who take part have put something in: one number, the same for everybody who reads the step.
create function how_many_in(which uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct coalesce(c.author_id, o.person_id))::integer
    from activity_step s join contribution c on c.step_id = s.id left join contribution_owner o on o.contribution_id = c.id
   where s.id = which and s.chapter_id = any (my_chapters())
$$;
-- At the close goes what was kept until then, wherever in the room or its smaller ones it is, and every wish to sit apart.
create function close_room(room uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c using activity a where a.id = c.activity_id and a.space_id = room and c.kept in ('until_close', 'until_step_ends');
  delete from apart_wish w where w.space_id = room;
  delete from door_wait d where d.space_id = room;
end $$;

-- Somebody is erased: what they put in goes, and their id from what they called.
create function forget_gatherings() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contribution c where c.author_id = me() or exists (select from contribution_owner o where o.contribution_id = c.id and o.person_id = me());
  update gathering g set convened_by = null where g.convened_by = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

do $$ declare f text; begin
  foreach f in array array['forget_gatherings()', 'i_put(uuid)', 'how_many_in(uuid)', 'show_step(uuid)', 'end_step(uuid)', 'close_room(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
