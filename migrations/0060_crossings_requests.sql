-- Somebody who works across groups asks them for what they learned, and takes nothing; and two pieces of evidence that say the same are tied.

-- What I asked of groups, in my own words. Whether anybody answers is not kept.
create table sent_request (
  id uuid primary key, asked_by uuid not null references person, from_space uuid not null references space, to_space uuid not null references space,
  words text not null check (length(words) between 1 and 500), by_day date not null,
  made_on date not null default (clock_now())::date, taken_back_on date
);
create index sent_request_by on sent_request (asked_by, from_space);
-- The same, as the group reads it: who asks, and from where, as it was said then.
create table learning_ask (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 500), by_day date not null, made_on date not null default (clock_now())::date,
  asker text not null, from_name text not null, from_space uuid not null references space,
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table ask_hidden (
  person_id uuid not null references person, ask_id uuid not null references learning_ask (id) on delete cascade, primary key (person_id, ask_id)
);
comment on table ask_hidden is 'Who does not want to see a request any more: for themselves, and known to nobody.';
-- A crossing that says it answers a request. Everybody who is asked for their yes is told that it says so.
create table request_answer (
  crossing_id uuid primary key references crossing, request_id uuid not null references sent_request (id) on delete cascade
);
create index request_answer_to on request_answer (request_id);

-- The same thing, said twice: each keeps its own card, consent and speaker; the one is shown under the other.
create table same_said (
  space_id uuid not null references space, evidence_id uuid not null, chapter_id uuid not null, under_id uuid not null,
  tied_by uuid, tied_at timestamptz not null default clock_now(),
  primary key (space_id, evidence_id), check (evidence_id <> under_id),
  foreign key (space_id, evidence_id) references evidence (space_id, id) on delete cascade,
  foreign key (space_id, under_id) references evidence (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index same_said_under on same_said (space_id, under_id);

grant select on sent_request, learning_ask to :"web";
grant select, insert, delete on ask_hidden, same_said to :"web";
grant select, insert, delete, update (taken_back_on) on sent_request to :"gate";
grant select, insert, delete on learning_ask to :"gate";
grant select, insert on request_answer to :"gate";
grant select, update (tied_by) on same_said to :"gate";
do $$ declare t text; begin
  foreach t in array array['sent_request', 'learning_ask', 'ask_hidden', 'request_answer', 'same_said'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['sent_request', 'learning_ask', 'request_answer', 'same_said'] loop
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
  foreach t in array array['sent_request', 'ask_hidden'] loop
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
end $$;
create policy own on sent_request for select to :"web" using (asked_by = me());
create policy own on ask_hidden to :"web" using (person_id = me()) with check (person_id = me());
create policy readers on learning_ask for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy nobody on request_answer as restrictive for select to :"web" using (false);
create policy readers on same_said to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
-- That there is another that says the same is told to whoever reads both.
create policy reads_both on same_said as restrictive to :"web"
  using (exists (select from evidence e where e.space_id = same_said.space_id and e.id = same_said.evidence_id)
     and exists (select from evidence e where e.space_id = same_said.space_id and e.id = same_said.under_id))
  with check (exists (select from evidence e where e.space_id = same_said.space_id and e.id = same_said.evidence_id and e.chapter_id = same_said.chapter_id)
     and exists (select from evidence e where e.space_id = same_said.space_id and e.id = same_said.under_id));
create policy by_hand on same_said as restrictive for insert to :"web" with check (tied_by = me());

create function coordinates(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select in_space(which) and not by_token() and exists (
    select from membership m where m.space_id = which and m.person_id = me() and 'learning_coordinator' = any (m.roles) and in_force(m)) $$;

-- Asks a listed group right under a space where I am the learning coordinator. One that is unlisted, closed or somewhere else
-- answers as what never was. Words that somebody said in this space do not travel in a request: they cross, or they stay.
create function send_request(new_id uuid, in_space_id uuid, to_group uuid, in_words text, until_day date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s space; g space; named text;
begin
  if not coordinates(in_space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into s from space x where x.id = in_space_id and x.closed_at is null;
  select * into g from space x where x.id = to_group and x.parent_id = s.id and not x.unlisted and x.closed_at is null
     and x.kind not in ('person', 'pair', 'room', 'seat');
  if s.id is null or g.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- A request would tell others that there is such a space.
  if s.unlisted then raise exception 'refused' using errcode = 'TF056'; end if;
  perform pg_advisory_xact_lock(hashtextextended('request ' || g.id::text, 0));
  if exists (select from sent_request r where r.from_space = s.id and r.to_space = g.id and r.taken_back_on is null and r.by_day >= (clock_now())::date) then
    raise exception 'refused' using errcode = 'TF057'; end if;
  if exists (select from evidence e where e.space_id = s.id and e.words is not null and e.chapter_id = any (my_chapters())
      and e.speaker_id is distinct from me() and cardinality(string_to_array(btrim(plain_words(e.words)), ' ')) >= 6 and repeats(in_words, e.words)) then
    raise exception 'refused' using errcode = 'TF058'; end if;
  select p.name into named from person p where p.id = me();
  insert into sent_request (id, asked_by, from_space, to_space, words, by_day) values (new_id, me(), s.id, g.id, in_words, until_day);
  insert into learning_ask (space_id, id, chapter_id, words, by_day, asker, from_name, from_space)
    values (g.id, new_id, standing_of(g.id), in_words, until_day, named, s.name, s.id);
  perform append_event(standing_of(g.id), 'request.came', new_id, null, date_trunc('day', clock_now()));
end $$;
create function take_back_request(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare k learning_ask;
begin
  update sent_request set taken_back_on = (clock_now())::date where id = which and asked_by = me() and taken_back_on is null and not by_token();
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from learning_ask where id = which returning * into k;
  if k.id is not null then perform append_event(k.chapter_id, 'request.taken_back', which, null, date_trunc('day', clock_now())); end if;
end $$;
-- What I ask to bring says that it answers a request. Called with the proposal, before anybody has answered it.
create function answer_request(which uuid, request uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into request_answer (crossing_id, request_id)
    select c.id, k.id from crossing c join learning_ask k on k.id = request and k.space_id = c.from_space and k.from_space = c.to_space
     where c.id = which and c.proposed_by = me() and c.source_kind = 'evidence' and k.chapter_id = any (my_chapters()) and k.by_day >= (clock_now())::date;
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $$;
-- Ids only: what landed and is still there, for whoever asked and still coordinates there.
create function answers_to_me(in_space_id uuid) returns table (request_id uuid, evidence_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.request_id, e.id from sent_request r join request_answer a on a.request_id = r.id
    join evidence e on e.crossing_id = a.crossing_id and e.space_id = r.from_space
   where r.asked_by = me() and r.from_space = in_space_id and coordinates(in_space_id) and e.words is not null and e.chapter_id = any (my_chapters())
     and (e.valid_until is null or e.valid_until >= (clock_now())::date)
$$;
-- Whoever is erased takes their requests along, from where they sent them and from where they came.
create function forget_requests() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from learning_ask k using sent_request r where r.id = k.id and r.asked_by = me();
  delete from sent_request where asked_by = me();
  update same_said set tied_by = null where tied_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
-- What a speaker takes back leaves a request as well, where the group reads it and where it was sent from.
create function requests_forget() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  perform set_config('app.forgetting', 'on', true);
  delete from learning_ask k where k.from_space = old.space_id and words_forgotten(k.words, old.words) <> k.words;
  delete from sent_request r where r.from_space = old.space_id and words_forgotten(r.words, old.words) <> r.words;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger gone_from_requests after update of words on evidence
  for each row when (old.words is not null and new.words is null) execute function requests_forget();

revoke all on function coordinates, send_request, take_back_request, answer_request, answers_to_me, forget_requests, requests_forget from public;
grant execute on function coordinates, send_request, take_back_request, answer_request, answers_to_me, forget_requests to :"web";
do $$ declare f text; begin
  foreach f in array array['coordinates', 'send_request', 'take_back_request', 'answer_request', 'answers_to_me', 'forget_requests', 'requests_forget'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
