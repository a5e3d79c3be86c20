-- The chain in full: findings, implications, decisions to come with their way to a committee, actions that are handed on,
-- receivers who are members, decisions taken elsewhere, and what is said of each.

create table implication (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 1000), for_whom text not null default '' check (length(for_whom) <= 300),
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column implication.for_whom is 'Empty: for us.';
create table finding (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 2000),
  kind text not null check (kind in ('formative','developmental','participatory','summative')),
  method text not null default '' check (length(method) <= 300),
  confidence text not null default 'fairly' check (confidence in ('barely','fairly','very')),
  asked integer check (asked >= 0),
  commissioned_by text not null default '' check (length(commissioned_by) <= 300),
  done_by text not null default '' check (length(done_by) <= 300),
  edited_by text not null default '' check (length(edited_by) <= 300),
  sense_by date not null,
  document_id uuid, starts integer, ends integer,
  author_id uuid, version integer not null default 1, made_at timestamptz not null default clock_now(),
  check ((starts is null) = (ends is null) and (starts is null or (document_id is not null and starts >= 0 and ends > starts))),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id),
  foreign key (space_id, document_id) references document (space_id, id)
);
comment on table finding is 'What an evaluation found: a diagnosis. Never evidence and never an insight; what is made of it hangs on it by a link.';
comment on column finding.sense_by is 'The day by which we make sense of it.';
create index finding_queue on finding (chapter_id, sense_by, id);
create index finding_document on finding (space_id, document_id);
create table finding_round (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, finding_id uuid not null,
  comments_by date not null, changed text not null default '' check (length(changed) <= 1000), closed_on date,
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, finding_id) references finding (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table finding_round is 'Members comment by a day; what changed after it is told. Nobody has a veto.';
create index finding_round_of on finding_round (space_id, finding_id);
create table finding_comment (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, round_id uuid not null,
  words text not null check (length(words) between 1 and 2000), author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, round_id) references finding_round (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index finding_comment_of on finding_comment (space_id, round_id);

-- Ways to a decision: which committee, when it meets, when its papers close and in what form it wants them.
create table committee_route (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  name text not null check (length(name) between 1 and 160), format text not null default '' check (length(format) <= 300),
  paper_days integer check (paper_days between 0 and 365), how text not null default '' check (length(how) <= 500),
  author_id uuid, version integer not null default 1, ended_on date, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table route_meeting (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, route_id uuid not null,
  meets_on date not null, at_time text check (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'), paper_by date, off_on date,
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, route_id) references committee_route (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table route_meeting is 'A day and an hour in the zone of the space.';
create index route_meeting_of on route_meeting (space_id, route_id, meets_on);

alter table decision add column decide_by date;
alter table decision add column paper_by date;
alter table decision add column meeting_id uuid;
alter table decision add column format text not null default '' check (length(format) <= 300);
alter table decision add column wanted text not null default '' check (length(wanted) <= 1000);
alter table decision add column options text not null default '' check (length(options) <= 2000);
alter table decision add column strength text not null default '' check (strength in ('','weak','fair','strong'));
alter table decision add column missing text not null default '' check (length(missing) <= 500);
alter table decision add column dissent text not null default '' check (length(dissent) <= 1000);
alter table decision add column no_learning boolean not null default false;
alter table decision add column started_by text not null default 'us' check (started_by in ('us','funder','event'));
alter table decision add column owner_id uuid;
alter table decision add column receiver_id uuid;
-- A key over rows that exist is checked by its owner, who must see them for that moment.
alter table decision no force row level security; alter table route_meeting no force row level security; alter table receiver no force row level security;
alter table decision add foreign key (space_id, meeting_id) references route_meeting (space_id, id);
alter table decision add foreign key (space_id, receiver_id) references receiver (space_id, id);
alter table decision force row level security; alter table route_meeting force row level security; alter table receiver force row level security;
comment on column decision.decide_by is 'To come: with this day and without decided_on.';
comment on column decision.wanted is 'What was to be decided, as it stood before it was.';
comment on column decision.receiver_id is 'Taken elsewhere, and answered back by whoever this went to.';
create index decision_list on decision (chapter_id, made_at desc, id);
create index decision_coming on decision (chapter_id, decide_by) where decided_on is null and decide_by is not null;
alter table action add column accountable_id uuid;
alter table action add column state text not null default 'open' check (state in ('open','done','changed','dropped'));
alter table action add column state_reason text not null default '' check (length(state_reason) <= 500);
alter table action add column state_on date;
comment on column action.accountable_id is 'The one member who answers for it; null where it is somebody who is not in.';
create index action_list on action (chapter_id, made_at desc, id);
create table handing (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, action_id uuid not null,
  by_name text not null default '' check (length(by_name) <= 160), to_name text not null check (length(to_name) between 1 and 160),
  to_id uuid, note text not null default '' check (length(note) <= 300),
  answer text check (answer in ('accepted','declined')), answered_at timestamptz,
  author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, action_id) references action (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table handing is 'Who gave an action to whom, when, and whether they took it.';
create index handing_of on handing (space_id, action_id);
alter table outcome add column for_whom text not null default '' check (length(for_whom) <= 300);
alter table outcome add column happened_on date;
alter table outcome add column shown_by text not null default '' check (length(shown_by) <= 1000);
alter table outcome add column contribution text not null default '' check (length(contribution) <= 1000);

alter table receiver alter column seat_id drop not null;
alter table receiver add column person_id uuid;
alter table receiver add column closed_at timestamptz;
alter table receiver add column closed_why text not null default '' check (length(closed_why) <= 500);
comment on column receiver.person_id is 'A member who reads it anyway, named in place of a post.';
comment on column receiver.closed_at is 'Whoever sent it waits no longer, and said why.';
create index receiver_sent on receiver (sent_by, sent_at) where closed_at is null;

alter table chain_link drop constraint chain_link_from_kind_check;
alter table chain_link add constraint chain_link_from_kind_check check (from_kind in ('finding','insight','implication','decision','action'));
alter table chain_link drop constraint chain_link_to_kind_check;
alter table chain_link add constraint chain_link_to_kind_check check (to_kind in ('insight','implication','decision','action','outcome'));
alter table dead_end drop constraint dead_end_item_kind_check;
alter table dead_end add constraint dead_end_item_kind_check check (item_kind in ('finding','insight','implication','decision','action','outcome'));
alter table space_rule drop constraint space_rule_rule_check;
alter table space_rule add constraint space_rule_rule_check
  check (rule in ('group_consent', 'newcomers_read_back', 'safeguarding_contact', 'receiver_days'));

grant select, insert on implication, finding, finding_round, finding_comment, committee_route, route_meeting to :"web";
-- Nobody writes that somebody else took something on.
grant select, insert (space_id, id, chapter_id, action_id, by_name, to_name, to_id, note, author_id) on handing to :"web";
grant update (words, for_whom, version) on implication to :"web";
grant update (words, kind, method, confidence, asked, commissioned_by, done_by, edited_by, sense_by, version) on finding to :"web";
grant update (changed, closed_on) on finding_round to :"web";
grant update (name, format, paper_days, how, version, ended_on) on committee_route to :"web";
grant update (off_on) on route_meeting to :"web";
grant update (decide_by, paper_by, meeting_id, format, wanted, options, strength, missing, dissent, no_learning, started_by, owner_id) on decision to :"web";
grant update (accountable_id, state, state_reason, state_on) on action to :"web";
grant update (for_whom, happened_on, shown_by, contribution) on outcome to :"web";
grant select (person_id, closed_at, closed_why) on receiver to :"web";
grant select, update (words, for_whom, author_id) on implication to :"gate";
grant select, update (words, method, commissioned_by, done_by, edited_by, author_id) on finding to :"gate";
grant select, update (changed, author_id) on finding_round to :"gate";
grant select, update (words, author_id) on finding_comment to :"gate";
grant select, update (name, format, how, author_id) on committee_route to :"gate";
grant select, update (author_id) on route_meeting to :"gate";
grant select, update (by_name, to_name, to_id, note, answer, answered_at, author_id) on handing to :"gate";
grant insert, update (format, wanted, options, missing, dissent, owner_id) on decision to :"gate";
grant insert on chain_link to :"gate";
grant update (accountable_id, state_reason) on action to :"gate";
grant update (for_whom, shown_by, contribution) on outcome to :"gate";
grant update (person_id, closed_at, closed_why) on receiver to :"gate";
do $$ declare t text; begin
  foreach t in array array['implication', 'finding', 'finding_round', 'finding_comment', 'committee_route', 'route_meeting', 'handing'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy own_hand on %I as restrictive for insert to %I with check (author_id is null or author_id = me())', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;

-- An earlier chapter's words stay in it, whatever column of a later or a standing thing they are typed into: the columns are
-- those that the trigger of the table is on. The same list says what forgets words; its argument, by which column a row hangs
-- on what was built (its own id, where it has none).
set local role :"gate";
create or replace function keeps_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text;
begin
  select string_agg(to_jsonb(new) ->> a.attname, E'\n') into said from pg_trigger t
    join pg_attribute a on a.attrelid = t.tgrelid and (a.attnum = any (t.tgattr) or (cardinality(t.tgattr::int2[]) = 0 and a.attname = 'words'))
   where t.tgrelid = tg_relid and t.tgname = tg_name;
  if exists (select from evidence e where e.space_id = new.space_id and e.chapter_id = any (my_chapters()) and e.words is not null
      and e.chapter_id <> new.chapter_id and not reads_too(new.chapter_id, e.chapter_id) and repeats(said, e.words)
      -- What somebody said themselves they may say again, wherever they are.
      and not (tg_table_name = 'evidence' and coalesce(e.speaker_id = me(), false) and (to_jsonb(new)->>'speaker_id')::uuid is not distinct from me())) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  if tg_table_name = 'insight' and tg_op = 'UPDATE' then
    update insight_evidence l set bears = 'quotes' from evidence e
     where l.space_id = new.space_id and l.insight_id = new.id and l.bears = 'supports' and e.id = l.evidence_id and repeats(said, e.words);
  end if;
  return new;
end $$;
reset role;
drop trigger keeps_chapter on dissent; drop trigger keeps_chapter on decision; drop trigger keeps_chapter on action;
drop trigger keeps_chapter on outcome; drop trigger keeps_chapter on dead_end;
do $$ declare t record; begin
  for t in select * from (values
      ('dissent', 'words', 'insight_id'), ('dead_end', 'reason', 'item_id'),
      ('decision', 'words, reasons, taken_by, not_heard, format, wanted, options, missing, dissent', 'id'),
      ('action', 'words, accountable, delivered_by, state_reason', 'id'),
      ('outcome', 'words, says_who, for_whom, shown_by, contribution', 'id'),
      ('implication', 'words, for_whom', 'id'),
      ('finding', 'words, method, commissioned_by, done_by, edited_by', 'id'),
      ('finding_round', 'changed', 'finding_id'), ('finding_comment', 'words', 'round_id'),
      ('committee_route', 'name, format, how', 'id'), ('handing', 'by_name, to_name, note', 'action_id')) v (held, cols, key) loop
    execute format('create trigger keeps_chapter before insert or update of %s on %I for each row when (current_user = %L) execute function keeps_chapter(%L)',
      t.cols, t.held, :'web', t.key);
  end loop;
end $$;

set local role :"gate";
-- Every column that may repeat what somebody said, and by which column it hangs on what was built on it.
create function repeating_columns() returns table (held text, col text, key text) language sql stable set search_path = public, pg_temp as $$
  select c.relname::text, a.attname::text, coalesce(nullif(split_part(encode(t.tgargs, 'escape'), '\000', 1), ''), 'id')
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid join pg_attribute a on a.attrelid = c.oid and a.attnum = any (t.tgattr)
   where p.proname = 'keeps_chapter' and c.relname not in ('evidence', 'turning_point', 'handover_note') and not (c.relname = 'insight' and a.attname = 'words')
     and has_column_privilege(c.oid, a.attnum, 'UPDATE')
  union all select 'acknowledgement', 'words', 'receiver_id' union all select 'receiver', 'closed_why', 'id'
$$;
-- As before, over every column that may repeat words, and a page that was made of an insight with the rest.
create or replace function insights_forget_words(of_evidence uuid, said text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); e evidence; on_it uuid[]; built uuid[]; everywhere boolean; c record; zone_here text; due timestamptz;
begin
  perform set_config('app.forgetting', 'on', true);
  select * into e from evidence x where x.id = of_evidence;
  if e.id is null or btrim(plain_words(said)) = '' then perform set_config('app.forgetting', coalesce(was, ''), true); return; end if;
  everywhere := cardinality(string_to_array(btrim(plain_words(said)), ' ')) >= 6;
  select s.zone into zone_here from space s where s.id = e.space_id;
  due := (((clock_now() at time zone zone_here) + interval '18 hours')::date + time '06:00') at time zone zone_here;
  on_it := array(select l.insight_id from insight_evidence l where l.space_id = e.space_id and l.evidence_id = e.id);
  with recursive down as (
    select unnest(on_it) as id union select l.to_id from chain_link l join down on l.space_id = e.space_id and l.from_id = down.id)
  select array(select d.id from down d union select r.id from receiver r where r.space_id = e.space_id and r.insight_id = any (on_it)) into built;
  -- What is still asked about stays, and what was let out of what rests on it is emptied: it may say the same in other words.
  insert into crossing_outcome (crossing_id, outcome)
    select g.crossing_id, 'stays' from sending g join crossing x on x.id = g.crossing_id where g.space_id = e.space_id and g.state = 'open'
       and (g.insight_id = any (on_it) or x.source_id = e.id or (everywhere and words_forgotten(g.let_out || E'\n' || g.note, said) <> g.let_out || E'\n' || g.note))
    on conflict do nothing;
  update crossing x set words = null where x.to_seat is not null and x.words is not null
     and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays') and x.from_space = e.space_id;
  update receiver r set let_out = '', note = '', email = '' where r.space_id = e.space_id and (r.insight_id = any (on_it)
     or exists (select from crossing x where x.id = r.crossing_id and x.source_id = e.id)
     or (everywhere and words_forgotten(r.let_out || E'\n' || r.note, said) <> r.let_out || E'\n' || r.note));
  -- A sentence that had the words is hidden until it is said anew, and whoever still types on the older one is shown so.
  with hidden as (
    update insight i set words = null, version = i.version + 1 where i.space_id = e.space_id and i.words is not null
       and ((everywhere or i.id = any (on_it)) and words_forgotten(i.words, said) <> i.words
            or exists (select from insight_evidence l where l.insight_id = i.id and l.evidence_id = e.id and l.bears = 'quotes'))
     returning i.id)
  insert into look_again (space_id, insight_id, chapter_id, due_at)
    select i.space_id, i.id, i.chapter_id, due from insight i where i.space_id = e.space_id and (i.id = any (on_it) or i.id in (select h.id from hidden h))
       and not exists (select from look_again a where a.insight_id = i.id and a.due_at = due and a.looked_at is null);
  -- Never longer than it was: what a column may hold must not keep words from going.
  for c in select * from repeating_columns() loop
    execute format('update %1$I x set %2$I = left(words_forgotten(x.%2$I, $1), greatest(length(x.%2$I), 18)) where x.space_id = $2 and ($3 or x.%3$I = any ($4)) and words_forgotten(x.%2$I, $1) <> x.%2$I',
      c.held, c.col, c.key) using said, e.space_id, everywhere, built;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
-- As before; every table that keeps whose hand wrote it, those of later migrations too.
create or replace function forget_authorship() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); t record; nobody constant text := 'Somebody who has left';
begin
  perform set_config('app.forgetting', 'on', true);
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'author_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attnotnull and has_column_privilege(c.oid, a.attnum, 'UPDATE') loop
    execute format('update %I set author_id = null where author_id = me()', t.relname);
  end loop;
  update evidence set speaker_id = null where speaker_id = me() and words is null;
  update receiver set sent_by = null, email = '' where sent_by = me();
  update receiver set link_by = null where link_by = me();
  update receiver set person_id = null where person_id = me();
  update sending set sent_by = null where sent_by = me();
  update seat set made_by = null where made_by = me();
  update decision set owner_id = null where owner_id = me();
  update handing set by_name = nobody where by_name <> '' and action_id in (select h.action_id from handing h where h.to_id = me())
     and by_name in (select p.name from person p where p.id = me());
  update handing set to_name = nobody, to_id = null where to_id = me();
  update action set accountable = nobody, accountable_id = null where accountable_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function repeating_columns from public;
reset role;
select complete_schema();
