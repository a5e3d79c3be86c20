-- What a space wants to find out, and how it goes about it: learning questions, assumptions, experiments, learning cycles,
-- what it is all for, and what takes the place of an insight. Words are in the chapter they were written in; aims stand.

create table learning_question (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 10000), why text not null default '' check (length(why) <= 10000),
  known text not null default '' check (length(known) <= 10000), informs text not null default '' check (length(informs) <= 10000),
  by_on date, whose text not null default 'across' check (whose in ('within','between','across')),
  owner_id uuid, facilitator_id uuid,
  state text not null default 'draft' check (state in ('draft','active','answered','not_answerable','parked')),
  state_reason text not null default '' check (length(state_reason) <= 10000),
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id),
  check (state not in ('not_answerable','parked') or state_reason <> '')
);
comment on column learning_question.owner_id is 'Null once they erased themselves; whoever left stays named until somebody takes it on.';
create table assumption (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 10000), holder text not null check (length(holder) between 1 and 10000),
  state text not null default 'held' check (state in ('held','tested','changed')),
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table inquiry_change (
  space_id uuid not null references space, id uuid not null default gen_random_uuid(), chapter_id uuid not null,
  of_kind text not null check (of_kind in ('question','assumption')), of_id uuid not null, was text not null, becomes text not null,
  why text not null default '' check (length(why) <= 10000), author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table inquiry_change is 'How the state of a question or an assumption went on, and why.';
create index inquiry_change_of on inquiry_change (space_id, of_id, made_at);
create table experiment (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 10000), safe text not null check (length(safe) between 1 and 10000),
  risk_agreed_by text not null default '' check (length(risk_agreed_by) <= 10000), risk_agreed_on date,
  appetite text not null default '' check (length(appetite) <= 10000),
  starts_on date not null, stops_on date not null, stop_sign text not null default '' check (length(stop_sign) <= 10000), ended_on date,
  result text check (result in ('worked','partly','did_not_work','too_early')),
  came text not null default '' check (length(came) <= 10000), tell_others text not null default '' check (length(tell_others) <= 10000),
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table learning_cycle (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 10000), evaluation text not null default '' check (length(evaluation) <= 10000),
  pace text not null default 'quick' check (pace in ('quick','slow')), weeks integer not null check (weeks between 1 and 104),
  starts_on date not null, at_step text not null default 'question' check (at_step in ('question','try','data','sense','decision')), ended_on date,
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column learning_cycle.evaluation is 'The developmental evaluation whose log of adaptations this cycle is; empty for any other.';
create table cycle_step (
  space_id uuid not null references space, chapter_id uuid not null, cycle_id uuid not null,
  step text not null check (step in ('question','try','data','sense','decision')),
  words text not null check (length(words) between 1 and 10000), done_on date not null,
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, cycle_id, step), foreign key (space_id, cycle_id) references learning_cycle (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table cycle_step is 'What shows that a step was done.';
create table aim (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  kind text not null check (kind in ('strategy','knowledge','capacity','influencing','other')),
  words text not null check (length(words) between 1 and 10000), by_on date, whose text not null default '' check (length(whose) <= 10000),
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table inquiry_link (
  space_id uuid not null references space, chapter_id uuid not null,
  from_kind text not null check (from_kind in ('question','evidence','insight','decision','action','outcome','artefact','experiment','cycle')), from_id uuid not null,
  to_kind text not null check (to_kind in ('question','assumption','cycle','aim','decision')), to_id uuid not null,
  role text not null check (role in ('part_of','bears','for','against','tests','asks','tried_in','informs','made_for','question','try','data','sense','decision')),
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, from_id, to_id, role), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table inquiry_link is 'Lives in the narrower chapter of its two ends: read by those who read both, and by nobody else.';
create index inquiry_link_back on inquiry_link (space_id, to_id);
create table insight_scale (
  space_id uuid not null references space, chapter_id uuid not null, insight_id uuid not null,
  scale text not null check (scale in ('person','organisation','partnership','system','landscape')), how text not null check (length(how) between 1 and 10000),
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, insight_id, scale), foreign key (space_id, insight_id) references insight (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table insight_succession (
  space_id uuid not null references space, chapter_id uuid not null, old_id uuid not null, new_id uuid not null,
  how text not null check (how in ('merge','split','supersede')), why text not null default '' check (length(why) <= 10000),
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, old_id, new_id),
  foreign key (space_id, old_id) references insight (space_id, id), foreign key (space_id, new_id) references insight (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table insight_succession is 'What took the place of an insight. The old one stays as it was, to be read and pointed to.';
create index insight_succession_back on insight_succession (space_id, new_id);
alter table insight add column parties text not null default '' check (parties in ('','within','between','across'));
comment on column insight.parties is 'Within one party, between two, or across all; empty where nobody said.';
grant update (parties) on insight to :"web";
create index learning_question_list on learning_question (chapter_id, made_at desc, id);
create index experiment_list on experiment (chapter_id, made_at desc, id);
create index learning_cycle_list on learning_cycle (chapter_id, made_at desc, id);

do $$ declare t text; begin
  foreach t in array array['learning_question','assumption','inquiry_change','experiment','learning_cycle','cycle_step','aim','inquiry_link','insight_scale','insight_succession'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy own_hand on %I as restrictive for insert to %I with check (author_id is null or author_id = me())', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
    execute format('grant select, insert on %I to %I', t, :'web');
    execute format('grant select, update (author_id) on %I to %I', t, :'gate');
  end loop;
end $$;
grant update (words, why, known, informs, by_on, whose, owner_id, facilitator_id, state, state_reason, version) on learning_question to :"web";
grant update (words, holder, state, version) on assumption to :"web";
grant update (words, safe, risk_agreed_by, risk_agreed_on, appetite, starts_on, stops_on, stop_sign, ended_on, result, came, tell_others, version) on experiment to :"web";
grant update (words, evaluation, pace, weeks, starts_on, at_step, ended_on, version) on learning_cycle to :"web";
grant update (words, done_on) on cycle_step to :"web";
grant update (kind, words, by_on, whose, version) on aim to :"web";
grant update (how) on insight_scale to :"web";
grant delete on inquiry_link to :"web";
grant update (words, why, known, informs, state_reason, owner_id, facilitator_id, version) on learning_question to :"gate";
grant update (words, holder, version) on assumption to :"gate";
grant update (why) on inquiry_change to :"gate";
grant update (words, safe, risk_agreed_by, appetite, stop_sign, came, tell_others, version) on experiment to :"gate";
grant update (words, evaluation, version) on learning_cycle to :"gate";
grant update (words) on cycle_step to :"gate";
grant update (words, whose, version) on aim to :"gate";
grant update (how) on insight_scale to :"gate";
grant update (why) on insight_succession to :"gate";
grant select (space_id, id, chapter_id) on document to :"gate";

-- Of two chapters of one space, the one that fewer read: everybody reads the standing one, and an earlier dated one is
-- read by those who were there.
create function narrower(one uuid, other uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select case when a.number = 0 then b.id when b.number = 0 or a.number <= b.number then a.id else b.id end
    from chapter a, chapter b where a.id = one and b.id = other
$$;
create function inquiry_chapter(of_space uuid, kind text, which uuid) returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
declare found_in uuid;
begin
  execute format('select chapter_id from %I where space_id = $1 and id = $2', case kind when 'question' then 'learning_question'
      when 'cycle' then 'learning_cycle' when 'artefact' then 'document' else kind end) into found_in using of_space, which;
  return found_in;
end $$;
-- A link is told to those who read both its ends, and made by nobody else; what is part of a thing is not its whole too.
create function link_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare f uuid := inquiry_chapter(new.space_id, new.from_kind, new.from_id); t uuid := inquiry_chapter(new.space_id, new.to_kind, new.to_id);
begin
  if f is null or t is null or f <> all (my_chapters()) or t <> all (my_chapters()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if new.from_kind = 'evidence' and exists (select from evidence e where e.space_id = new.space_id and e.id = new.from_id
      and (e.words is null or e.valid_until < (clock_now())::date)) then raise exception 'refused' using errcode = 'TF033'; end if;
  if new.role = 'part_of' then
    perform pg_advisory_xact_lock(hashtextextended('inquiry ' || new.space_id::text, 0));
    if new.from_id = new.to_id or exists (
      with recursive up as (
        select l.to_id from inquiry_link l where l.space_id = new.space_id and l.from_id = new.to_id and l.role = 'part_of'
        union select l.to_id from inquiry_link l join up on l.from_id = up.to_id where l.space_id = new.space_id and l.role = 'part_of')
      select from up where up.to_id = new.from_id) then raise exception 'refused' using errcode = 'TF038'; end if;
  end if;
  new.chapter_id := narrower(f, t);
  return new;
end $$;
create trigger link_within before insert on inquiry_link for each row when (current_user = :'web') execute function link_within();
create function succession_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare f uuid := inquiry_chapter(new.space_id, 'insight', new.old_id); t uuid := inquiry_chapter(new.space_id, 'insight', new.new_id);
begin
  if f is null or t is null or f <> all (my_chapters()) or t <> all (my_chapters()) or new.old_id = new.new_id then raise exception 'not found' using errcode = 'TF404'; end if;
  new.chapter_id := narrower(f, t);
  return new;
end $$;
create trigger succession_within before insert on insight_succession for each row when (current_user = :'web') execute function succession_within();

-- A question that is worked on has somebody who owns it and somebody who facilitates it, and both read it.
create function question_held() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  if new.state = 'active' and (new.owner_id is null or new.facilitator_id is null) and (tg_op = 'INSERT' or old.state <> 'active'
      or old.owner_id is distinct from new.owner_id or old.facilitator_id is distinct from new.facilitator_id) then
    raise exception 'refused' using errcode = 'TF039'; end if;
  foreach who in array array[new.owner_id, new.facilitator_id] loop
    if who is not null and who not in (select readers_of(new.chapter_id))
       and (tg_op = 'INSERT' or (new.state = 'active' and old.state <> 'active') or (who is distinct from old.owner_id and who is distinct from old.facilitator_id)) then
      raise exception 'refused' using errcode = 'TF040'; end if;
  end loop;
  return new;
end $$;
create trigger question_held before insert or update of state, owner_id, facilitator_id on learning_question
  for each row when (current_user = :'web') execute function question_held();

-- What was said before everybody who reads this came is not typed into it; the columns are the trigger's arguments.
create function words_keep_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text; typed jsonb := to_jsonb(new);
begin
  select string_agg(typed ->> c, E'\n') into said from unnest(tg_argv) c;
  if exists (select from evidence e where e.space_id = new.space_id and e.chapter_id = any (my_chapters()) and e.words is not null
      and e.chapter_id <> new.chapter_id and not reads_too(new.chapter_id, e.chapter_id) and repeats(said, e.words)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $$;
-- Every column in which somebody writes words: kept to its chapter, and emptied of words that were taken back.
create function inquiry_words() returns table (held text, col text, key text) language sql immutable set search_path = public, pg_temp as $$
  select v.held, c.col, v.key from (values ('learning_question', 'id', 'words why known informs state_reason'), ('assumption', 'id', 'words holder'),
    ('inquiry_change', 'of_id', 'why'), ('experiment', 'id', 'words safe risk_agreed_by appetite stop_sign came tell_others'),
    ('learning_cycle', 'id', 'words evaluation'), ('cycle_step', 'cycle_id', 'words'), ('aim', 'id', 'words whose'),
    ('insight_scale', 'insight_id', 'how'), ('insight_succession', 'new_id', 'why')) v (held, key, cols),
    unnest(string_to_array(v.cols, ' ')) c (col)
$$;
do $$ declare t record; begin
  for t in select w.held, string_agg(format('%L', w.col), ', ') as cols from inquiry_words() w group by w.held loop
    execute format('create trigger keeps_chapter before insert or update on %I for each row when (current_user = %L) execute function words_keep_chapter(%s)', t.held, :'web', t.cols);
  end loop;
end $$;
create function inquiry_forget_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); built uuid[]; everywhere boolean; c record;
begin
  perform set_config('app.forgetting', 'on', true);
  everywhere := cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) >= 6;
  with recursive on_it as (
    select old.id as id union select l.insight_id from insight_evidence l where l.space_id = old.space_id and l.evidence_id = old.id),
  down as (select id from on_it union select l.to_id from inquiry_link l join down on l.space_id = old.space_id and l.from_id = down.id)
  select array_agg(d.id) into built from down d;
  for c in select w.*, exists (select from pg_attribute a where a.attrelid = w.held::regclass and a.attname = 'version') as counts from inquiry_words() w loop
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), 10000)%4$s where x.space_id = $2 and ($3 or x.%3$I = any ($4)) and words_forgotten(x.%2$I, $1) <> x.%2$I',
      c.held, c.col, c.key, case when c.counts then ', version = x.version + 1' else '' end) using old.words, old.space_id, everywhere, built;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger gone_from_inquiry after update of words on evidence for each row when (old.words is not null and new.words is null) execute function inquiry_forget_words();
-- Erasure: what several wrote down stays the space's; nobody owns it any more under that name.
create function forget_inquiry() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); t text;
begin
  perform set_config('app.forgetting', 'on', true);
  foreach t in array array['learning_question','assumption','inquiry_change','experiment','learning_cycle','cycle_step','aim','inquiry_link','insight_scale','insight_succession'] loop
    execute format('update %I set author_id = null where author_id = me()', t);
  end loop;
  update learning_question set owner_id = null where owner_id = me();
  update learning_question set facilitator_id = null where facilitator_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

revoke all on function narrower, inquiry_chapter, link_within, succession_within, question_held, words_keep_chapter, inquiry_forget_words, forget_inquiry from public;
grant execute on function forget_inquiry to :"web";
do $$ declare f text; begin
  foreach f in array array['narrower','inquiry_chapter','link_within','succession_within','question_held','words_keep_chapter','inquiry_forget_words','forget_inquiry'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
select complete_schema();
