-- The chain from insight to outcome. What people say is in dated chapters; decisions and actions stand in the standing one.

create table insight (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text check (length(words) between 1 and 1000),
  scope text not null default '' check (length(scope) <= 300),
  loop text not null default 'single' check (loop in ('single','double','triple')),
  confidence text not null default 'fairly' check (confidence in ('barely','fairly','very')),
  change_mind text not null default '' check (length(change_mind) <= 1000),
  sense_made_by text not null default '' check (length(sense_made_by) <= 500),
  asked integer check (asked >= 0),
  author_id uuid not null, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index insight_list on insight (chapter_id, made_at desc, id);
create table insight_evidence (
  space_id uuid not null, insight_id uuid not null, evidence_id uuid not null, chapter_id uuid not null,
  bears text not null check (bears in ('supports','quotes','against')),
  primary key (space_id, insight_id, evidence_id),
  foreign key (space_id, insight_id) references insight (space_id, id), foreign key (space_id, evidence_id) references evidence (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index insight_evidence_back on insight_evidence (space_id, evidence_id);
create table dissent (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, insight_id uuid not null,
  words text not null check (length(words) between 1 and 2000), author_id uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, insight_id) references insight (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table look_again (
  space_id uuid not null, insight_id uuid not null, chapter_id uuid not null, due_at timestamptz not null,
  looked_at timestamptz, id uuid not null default gen_random_uuid(),
  primary key (space_id, id), foreign key (space_id, insight_id) references insight (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table look_again is 'A source was taken back. Nobody reads the row before the next day''s batch, and then without its hour.';
create table receiver (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, insight_id uuid not null,
  seat_id uuid not null, note text not null default '' check (length(note) <= 1000), let_out text not null check (length(let_out) <= 5000),
  sent_by uuid not null, sent_at timestamptz not null default clock_now(), link_hash bytea unique, link_ends_at timestamptz,
  primary key (space_id, id), unique (id), foreign key (space_id, insight_id) references insight (space_id, id),
  foreign key (space_id, seat_id) references seat (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column receiver.let_out is 'Exactly what the holder of the seat sees, and nothing round it.';
create table acknowledgement (
  space_id uuid not null, id uuid not null default gen_random_uuid(), chapter_id uuid not null, receiver_id uuid not null,
  answer text not null check (answer in ('understood','not_mine','need_to_ask')), words text not null default '' check (length(words) <= 2000),
  at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, receiver_id) references receiver (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table decision (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 1000), reasons text not null default '' check (length(reasons) <= 2000),
  decided_on date, taken_by text not null default '' check (length(taken_by) <= 300), not_heard text not null default '' check (length(not_heard) <= 500),
  author_id uuid not null, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table action (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 1000), accountable text not null check (length(accountable) between 1 and 160),
  started_by text not null default 'us' check (started_by in ('us','funder','event')), delivered_by text not null default '' check (length(delivered_by) <= 300),
  starts_on date, due_on date, author_id uuid not null, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table outcome (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  words text not null default '' check (length(words) <= 1000), state text not null check (state in ('too_early','agreed','partly_agreed','not_agreed','dont_know')),
  intended boolean not null default true, says_who text not null default '' check (length(says_who) <= 300), look_again_on date,
  author_id uuid not null, version integer not null default 1, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table chain_link (
  space_id uuid not null references space, chapter_id uuid not null,
  from_kind text not null check (from_kind in ('insight','decision','action')), from_id uuid not null,
  to_kind text not null check (to_kind in ('decision','action','outcome')), to_id uuid not null,
  primary key (space_id, from_id, to_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index chain_link_back on chain_link (space_id, to_id);
create table dead_end (
  space_id uuid not null references space, chapter_id uuid not null, item_kind text not null check (item_kind in ('insight','decision','action')),
  item_id uuid not null, reason text not null check (length(reason) between 1 and 1000), author_id uuid not null,
  made_at timestamptz not null default clock_now(), primary key (space_id, item_id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);

grant select, insert on insight, insight_evidence, dissent, receiver, acknowledgement, decision, action, outcome, chain_link, dead_end to :"web";
grant update (words, scope, loop, confidence, change_mind, sense_made_by, asked, version) on insight to :"web";
grant update (link_hash, link_ends_at) on receiver to :"web";
grant update (words, reasons, decided_on, taken_by, not_heard, version) on decision to :"web";
grant update (words, accountable, started_by, delivered_by, starts_on, due_on, version) on action to :"web";
grant update (words, state, intended, says_who, look_again_on, version) on outcome to :"web";
grant select (space_id, insight_id, chapter_id, id), update (looked_at) on look_again to :"web";
grant select, insert on look_again to :"mover";
grant select on insight, insight_evidence to :"mover";
grant update (words) on insight to :"mover";
grant select, insert, update (answer, words, at) on acknowledgement to :"gate";
grant select on receiver to :"gate";
do $$ declare t text; begin
  foreach t in array array['insight','insight_evidence','dissent','receiver','acknowledgement','decision','action','outcome','chain_link','dead_end','look_again'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
  end loop;
end $$;
create policy next_day on look_again as restrictive to :"web" using (due_at <= clock_now() and looked_at is null) with check (true);
create policy built_on on insight_evidence for select to :"mover" using (evidence_id in (select e.id from evidence e));
create policy built_on on insight to :"mover" using (id in (select l.insight_id from insight_evidence l)) with check (true);
create policy built_on on look_again to :"mover" using (insight_id in (select l.insight_id from insight_evidence l)) with check (insight_id in (select l.insight_id from insight_evidence l));
create policy gate_reads on receiver for select to :"gate" using (true);
create policy gate_answers on acknowledgement to :"gate" using (true) with check (true);

-- One page by a link of its own: what was let out to this seat, and what it has answered.
create function seat_page(token bytea) returns table (title text, sent_on date, let_out text, note text, answer text, answer_words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.title, r.sent_at::date, r.let_out, r.note, a.answer, a.words
    from receiver r join seat s on s.id = r.seat_id left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.link_hash = token and r.link_ends_at > clock_now()
$$;
create function seat_answer(token bytea, said text, in_words text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.link_hash = token and x.link_ends_at > clock_now();
  if r.id is null then return false; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  return true;
end $$;
revoke all on function seat_page, seat_answer from public;
grant execute on function seat_page, seat_answer to :"web";
alter function seat_page owner to :"gate"; alter function seat_answer owner to :"gate";
