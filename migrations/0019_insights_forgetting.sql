-- Words that were taken back, or whose time is over, leave everything that was built on them, however they were typed.

-- Blanks every run of six words of what was said (of the whole, where that is shorter), whatever its case, accents, spaces and signs.
create function words_forgotten(t text, said text) returns text language plpgsql stable set search_path = public, pg_temp as $$
declare gap constant text := '[words taken back]'; w text[] := string_to_array(btrim(plain_words(said)), ' '); n integer := cardinality(w); k integer;
  grams text[]; tok text[]; flat text[] := '{}'; at integer[] := '{}'; gone boolean[]; made text := ''; within boolean := false; p text; i integer; j integer;
begin
  if btrim(coalesce(t, '')) = '' or n = 0 or w[1] = '' then return t; end if;
  if n = 1 then return case when plain_words(t) = plain_words(said) then gap else t end; end if;
  k := least(n, 6);
  grams := array(select array_to_string(w[g:g + k - 1], ' ') from generate_series(1, n - k + 1) g);
  p := plain_words(t);
  if not exists (select from unnest(grams) g where position(' ' || g || ' ' in p) > 0) then return t; end if;
  select array_agg(m.x[1] order by m.o) into tok from regexp_matches(t, '[[:alnum:]]+|[^[:alnum:]]+', 'g') with ordinality m (x, o);
  for i in 1 .. cardinality(tok) loop
    p := btrim(plain_words(tok[i]));
    if p <> '' then flat := flat || p; at := at || i; end if;
  end loop;
  gone := array_fill(false, array[cardinality(tok)]);
  for i in 1 .. cardinality(flat) - k + 1 loop
    if array_to_string(flat[i:i + k - 1], ' ') = any (grams) then
      for j in at[i] .. at[i + k - 1] loop gone[j] := true; end loop;
    end if;
  end loop;
  for i in 1 .. cardinality(tok) loop
    if gone[i] and not within then made := made || gap; elsif not gone[i] then made := made || tok[i]; end if;
    within := gone[i];
  end loop;
  -- Signs that nobody sees can hide a word from the counting above; then the whole of it goes.
  p := plain_words(made);
  return case when exists (select from unnest(grams) g where position(' ' || g || ' ' in p) > 0) then gap else made end;
end $$;

-- Takes the words of one piece of evidence out of everything in its space that holds them. Something short is looked for
-- only in what was built on it: elsewhere it is a saying, not a quotation.
create function insights_forget_words(of_evidence uuid, said text) returns void
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
  for c in select * from (values ('insight','scope','id'),('insight','change_mind','id'),('insight','sense_made_by','id'),
      ('dissent','words','insight_id'),('acknowledgement','words','receiver_id'),('decision','words','id'),('decision','reasons','id'),
      ('decision','taken_by','id'),('decision','not_heard','id'),('action','words','id'),('action','accountable','id'),('action','delivered_by','id'),
      ('outcome','words','id'),('outcome','says_who','id'),('dead_end','reason','item_id')) v (held, col, key) loop
    execute format('update %1$I x set %2$I = words_forgotten(x.%2$I, $1) where x.space_id = $2 and ($3 or x.%3$I = any ($4)) and words_forgotten(x.%2$I, $1) <> x.%2$I',
      c.held, c.col, c.key) using said, e.space_id, everywhere, built;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
create function evidence_gone() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform insights_forget_words(old.id, old.words);
  return null;
end $$;
create trigger gone after update of words on evidence for each row when (old.words is not null and new.words is null) execute function evidence_gone();

-- What was let go until a day goes with that day, as if it were taken back.
create function lapse_evidence() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); e record; done integer := 0;
begin
  perform set_config('app.forgetting', 'on', true);
  for e in select x.id, x.chapter_id from evidence x where x.valid_until < (clock_now())::date and x.words is not null order by x.id for update loop
    update evidence set words = null, tsv = ''::tsvector where id = e.id;
    perform append_event(e.chapter_id, 'evidence.lapsed', e.id, null, date_trunc('day', clock_now()));
    done := done + 1;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $$;
create index evidence_lapses on evidence (valid_until) where valid_until is not null and words is not null;

-- Erasure: what several made stays the space's; whose hand wrote it down is kept nowhere.
alter table insight alter column author_id drop not null;
alter table decision alter column author_id drop not null;
alter table action alter column author_id drop not null;
alter table outcome alter column author_id drop not null;
alter table dead_end alter column author_id drop not null;
alter table seat alter column made_by drop not null;
grant update (made_by) on seat to :"gate";
create policy gate_forgets on seat for update to :"gate" using (made_by = me()) with check (made_by is null);
grant select (author_id), update (author_id) on document to :"gate";
create policy gate_reads on document for select to :"gate" using (true);
create policy gate_forgets on document for update to :"gate" using (author_id = me()) with check (author_id is null);
grant update (author_id, speaker_id) on evidence to :"gate";
create function forget_authorship() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); t text;
begin
  perform set_config('app.forgetting', 'on', true);
  foreach t in array array['insight','dissent','decision','action','outcome','dead_end','document','evidence'] loop
    execute format('update %I set author_id = null where author_id = me()', t);
  end loop;
  update evidence set speaker_id = null where speaker_id = me() and words is null;
  update receiver set sent_by = null, email = '' where sent_by = me();
  update receiver set link_by = null where link_by = me();
  update sending set sent_by = null where sent_by = me();
  update seat set made_by = null where made_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

grant update (words) on acknowledgement to :"gate";
revoke all on function insights_forget_words, evidence_gone, lapse_evidence, forget_authorship from public;
grant execute on function forget_authorship to :"web";
grant execute on function lapse_evidence to :"worker";
grant execute on function insights_forget_words to :"mover";
alter function insights_forget_words owner to :"gate"; alter function evidence_gone owner to :"gate";
alter function lapse_evidence owner to :"gate"; alter function forget_authorship owner to :"gate";

-- As before, and what was let out to a post is emptied with the rest; what was built on the words is forgotten by the
-- evidence's own going, so nothing that holds them can be missed here.
set local role :"mover";
create or replace function pull_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare owed integer; done integer := 0; r record; onward record; said uuid;
begin
  -- The same lock as settling takes: a landing and a taking back must not pass each other.
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from withdrawal w where w.crossing_id = which) then return 0; end if;
  select x.speaker_id into said from crossing x where x.id = which;
  -- Somebody else of those who may have said it was first: each sees only their own taking back.
  if said is null and exists (select from crossing x join crossing_outcome o on o.crossing_id = x.id where x.id = which and x.words is null)
    then return 0; end if;
  select count(*) into owed from release l where l.crossing_id = which;
  done := empty_seat(which);
  for r in select e.space_id, e.id, e.chapter_id from release l join evidence e on e.id = l.row_id
            where l.crossing_id = which and l.into_table = 'evidence' order by e.id for update of e loop
    update evidence set words = null, tsv = ''::tsvector, speaker_id = null where space_id = r.space_id and id = r.id;
    done := done + 1;
    perform append_event(r.chapter_id, 'evidence.taken_back', r.id, null, date_trunc('day', clock_now()));
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id
        and (x.speaker_id is not distinct from said or x.to_seat is not null) order by x.id loop
      perform pull_back(onward.id);
    end loop;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null, purpose = '' where id = which;
  return done;
end $$;
reset role;
