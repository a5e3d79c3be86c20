-- What a space remembers beside what happened in it: what happened round it, and the strategy it is part of.

-- Something outside that our own learning must not be credited with: a law, a crisis, a body that came, people who left.
create table context_event (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  sort text not null check (sort in ('policy_change', 'crisis', 'new_body', 'staff_loss', 'other')),
  words text not null check (length(words) between 1 and 500),
  from_day date not null, to_day date not null, precise text not null check (precise in ('day', 'month', 'period')),
  says_who text not null default '' check (length(says_who) <= 200),
  author_id uuid not null, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), check (to_day >= from_day),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column context_event.to_day is 'The same day, the last of the month, or the end of the period: what people know, as precisely as they know it.';
create index context_event_days on context_event (chapter_id, from_day);

-- The strategy a space is part of, in our words: nothing is read from whoever wrote it. Said anew, the earlier row stays.
create table parent_strategy (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null, version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 200), whose text not null default '' check (length(whose) <= 200),
  says text not null default '' check (length(says) <= 1000),
  from_day date not null, to_day date, tied boolean not null default true,
  said_by uuid, said_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (chapter_id, version), check (to_day is null or to_day >= from_day),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column parent_strategy.tied is 'False in the version that says we are no longer part of it.';
create table strategy_milestone (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, parent_strategy_id uuid not null,
  on_day date not null, words text not null check (length(words) between 1 and 300),
  primary key (space_id, id), foreign key (space_id, parent_strategy_id) references parent_strategy (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index strategy_milestone_of on strategy_milestone (space_id, parent_strategy_id);

grant select, insert, delete on context_event to :"web";
grant select, insert on parent_strategy, strategy_milestone to :"web";
grant select, delete, update (words, says_who) on context_event to :"gate";
grant select, delete, update (words) on turning_point to :"gate";
grant select, update (name, whose, says, said_by) on parent_strategy to :"gate";
grant select, update (words) on strategy_milestone to :"gate";
do $$ declare t text; begin
  foreach t in array array['context_event', 'parent_strategy', 'strategy_milestone'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;
create policy gate_all on turning_point to :"gate" using (true) with check (true);
-- Whose row it is cannot be pretended, and what somebody noted is theirs to take out.
create policy writing on context_event as restrictive for insert to :"web" with check (author_id = me());
create policy writers_out on context_event as restrictive for delete to :"web" using (author_id = me());
create policy writing on parent_strategy as restrictive for insert to :"web" with check (said_by = me());

-- An earlier chapter's words stay in it.
create trigger keeps_chapter before insert on context_event for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert on strategy_milestone for each row when (current_user = :'web') execute function keeps_chapter();

-- What a speaker takes back leaves what is remembered here as well. Something short is a saying, not a quotation.
create function memory_forgets() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); c record;
begin
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  perform set_config('app.forgetting', 'on', true);
  for c in select * from (values ('turning_point', 'words'), ('context_event', 'words'), ('context_event', 'says_who'), ('strategy_milestone', 'words'),
      ('parent_strategy', 'name'), ('parent_strategy', 'whose'), ('parent_strategy', 'says')) v (held, col) loop
    -- Never longer than it was, so that no length can stand in the way of a taking back.
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), length(x.%2$I)) where x.space_id = $2 and words_forgotten(x.%2$I, $1) <> x.%2$I', c.held, c.col)
      using old.words, old.space_id;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger gone_from_memory after update of words on evidence
  for each row when (old.words is not null and new.words is null) execute function memory_forgets();

-- Whoever is erased takes along what they told, also where they left long ago; of the strategy, which is the space's, only their name.
create function forget_told() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from turning_point where author_id = me();
  delete from context_event where author_id = me();
  update parent_strategy set said_by = null where said_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function memory_forgets, forget_told from public;
grant execute on function forget_told to :"web";
alter function memory_forgets owner to :"gate"; alter function forget_told owner to :"gate";
