-- Sending is crossing: whoever does not read an insight reads its sentence only when those who do have let it go.
-- What acts in places the actor cannot see is gate's here; it calls the mover's own counting of consents.

alter table crossing drop constraint crossing_source_kind_check;
alter table crossing add constraint crossing_source_kind_check check (source_kind in ('entry', 'evidence', 'insight'));
alter table receiver alter column insight_id drop not null;
alter table receiver alter column sent_by drop not null;
alter table receiver add column crossing_id uuid references crossing;
alter table receiver add column link_by uuid;
alter table receiver add column opened_by bytea;
alter table receiver add column reminded_at timestamptz;
alter table receiver add column email text not null default '' check (length(email) <= 254);
comment on column receiver.crossing_id is 'Null where the post is held by somebody who reads it anyway: then there is no link.';
comment on column receiver.opened_by is 'The device that opened the link first, as a hash: an answer is taken from there only.';
comment on column receiver.email is 'For the letters of this one sending; gone with the answer.';
create index receiver_crossing on receiver (crossing_id);
create index receiver_insight on receiver (space_id, insight_id);

create table sending (
  crossing_id uuid primary key references crossing, space_id uuid not null, chapter_id uuid not null,
  receiver_id uuid not null, insight_id uuid, seat_id uuid not null, let_out text not null check (length(let_out) <= 5000),
  note text not null default '' check (length(note) <= 1000), email text not null default '', sent_by uuid,
  asked_at timestamptz not null default clock_now(), state text not null default 'open' check (state in ('open','went','stays')),
  foreign key (space_id, seat_id) references seat (space_id, id), foreign key (space_id, insight_id) references insight (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table sending is 'What is asked to go to a post. Its words are gone from here as soon as it is settled.';
create index sending_insight on sending (space_id, insight_id);
alter table sending enable row level security; alter table sending force row level security;
create policy readers on sending to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on sending to :"gate" using (true) with check (true);
grant select (crossing_id, space_id, chapter_id, receiver_id, insight_id, seat_id, sent_by, asked_at, state) on sending to :"web";
grant select, insert, update (let_out, note, email, state, sent_by) on sending to :"gate";
-- Nobody writes by hand that something was sent, heard, or may be opened by a link.
revoke select, insert, update (link_hash, link_ends_at) on receiver from :"web";
grant select (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by, sent_at, link_ends_at, crossing_id, reminded_at) on receiver to :"web";
revoke insert on acknowledgement from :"web";
-- Nobody writes that somebody else did something.
create policy own_name on event as restrictive for insert to :"web" with check (actor_id is null or actor_id = me());

do $$ declare t text; begin
  foreach t in array array['evidence','insight','insight_evidence','dissent','decision','action','outcome','dead_end','chain_link','look_again'] loop
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;
drop policy gate_reads on receiver;
create policy gate_all on receiver to :"gate" using (true) with check (true);
grant select, update (words, tsv, version) on evidence to :"gate";
grant select, update (words, scope, change_mind, sense_made_by, version, author_id) on insight to :"gate";
grant select, update (bears) on insight_evidence to :"gate";
grant select, update (words, author_id) on dissent to :"gate";
grant select, update (words, reasons, taken_by, not_heard, author_id) on decision to :"gate";
grant select, update (words, accountable, delivered_by, author_id) on action to :"gate";
grant select, update (words, says_who, author_id) on outcome to :"gate";
grant select, update (reason, author_id) on dead_end to :"gate";
grant select on chain_link to :"gate";
grant select, insert on look_again to :"gate";
grant insert, update (let_out, note, email, link_hash, link_ends_at, link_by, opened_by, reminded_at, sent_by) on receiver to :"gate";
grant select, insert on crossing to :"gate";
grant select, insert, update (answer, answered_at) on consent to :"gate";
create policy gate_sends on crossing for insert to :"gate" with check (to_seat is not null and proposed_by = me());
create policy gate_settles on crossing for update to :"gate" using (to_seat is not null) with check (words is null);
create policy gate_sends on consent to :"gate" using (true) with check (true);
-- Everything an insight says in its own words.
create function said_in(i insight) returns text language sql stable set search_path = public, pg_temp
  as $$ select concat_ws(E'\n', i.words, i.scope, i.change_mind, i.sense_made_by) $$;
-- Does everybody who reads one chapter, now or later, read another? A later arrival reads from where their class began.
create function reads_too(chapter_read uuid, other uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select o.number = 0 or o.number >= c.number or not exists (select from membership m where m.space_id = c.space_id
         and m.first_chapter > o.number and m.first_chapter <= c.number)
    from chapter c, chapter o where c.id = chapter_read and o.id = other
$$;

-- A sentence in a later chapter has no words of an earlier one: those come by a crossing, which asks their speakers.
create function keeps_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text := case tg_table_name when 'insight' then concat_ws(E'\n', to_jsonb(new)->>'words', to_jsonb(new)->>'scope',
    to_jsonb(new)->>'change_mind', to_jsonb(new)->>'sense_made_by') else to_jsonb(new)->>'words' end;
begin
  if exists (select from evidence e where e.space_id = new.space_id and e.chapter_id = any (my_chapters()) and e.words is not null
      and e.chapter_id <> new.chapter_id and not reads_too(new.chapter_id, e.chapter_id) and repeats(said, e.words)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  if tg_table_name = 'insight' and tg_op = 'UPDATE' then
    update insight_evidence l set bears = 'quotes' from evidence e
     where l.space_id = new.space_id and l.insight_id = new.id and l.bears = 'supports' and e.id = l.evidence_id and repeats(said, e.words);
  end if;
  return new;
end $$;
create function rests_within() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare e evidence; i insight;
begin
  select * into e from evidence x where x.space_id = new.space_id and x.id = new.evidence_id for share;
  if e.chapter_id is null or e.chapter_id <> all (my_chapters()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if e.words is null or e.valid_until < (clock_now())::date then raise exception 'refused' using errcode = 'TF033'; end if;
  if not reads_too(new.chapter_id, e.chapter_id) then raise exception 'refused' using errcode = 'TF031'; end if;
  select * into i from insight x where x.id = new.insight_id;
  if new.bears = 'supports' and repeats(said_in(i), e.words) then new.bears := 'quotes'; end if;
  return new;
end $$;
create trigger keeps_chapter before insert or update of words, scope, change_mind, sense_made_by on insight
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert on dissent for each row when (current_user = :'web') execute function keeps_chapter();
create trigger rests_within before insert on insight_evidence for each row when (current_user = :'web') execute function rests_within();
-- What an insight rests on is held while it is written anew or sent; taking back takes it first as well.
create function hold_evidence(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from insight i where i.id = which and i.chapter_id = any (my_chapters())) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform 1 from evidence e where e.id in (select l.evidence_id from insight_evidence l where l.insight_id = which) order by e.id for share;
end $$;
-- A post whose holders all read it anyway: nothing leaves.
create function seat_is_inside(which uuid, said_where uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (select from seat_holder h where h.seat_id = which and h.until is null) and not exists (
    select from seat_holder h join membership m on m.id = h.membership_id
     where h.seat_id = which and h.until is null and m.person_id not in (select readers_of(said_where)));
end $$;

-- Asks that exactly these words go to one post. Answers "inside", "went", "open", "stays", or "carries …" and does nothing.
create function send_to_seat(new_crossing uuid, new_receiver uuid, kind text, source uuid, seen text, with_note text, post uuid, address text)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare i insight; e evidence; s seat; here uuid; in_chapter uuid; carried uuid[]; silent text; sort text; said text; v record;
begin
  said := case when with_note = '' then seen else seen || E'\n\nA note with it: ' || with_note end;
  if kind = 'insight' then
    perform hold_evidence(source);
    select * into i from insight x where x.id = source for share;
    here := i.space_id; in_chapter := i.chapter_id;
    if i.words is null then raise exception 'refused' using errcode = 'TF033'; end if;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date) for share;
    here := e.space_id; in_chapter := e.chapter_id;
    if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
    if e.words is null or position(seen in e.words) = 0 then raise exception 'refused' using errcode = 'TF003'; end if;
  end if;
  select * into s from seat x where x.id = post and x.space_id = here;
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Those who are asked read it in this chapter, so it has no words of an earlier one.
  if exists (select from evidence x where x.space_id = here and x.chapter_id = any (my_chapters()) and x.chapter_id <> in_chapter
      and not reads_too(in_chapter, x.chapter_id) and repeats(said, x.words)) then raise exception 'refused' using errcode = 'TF032'; end if;
  if seat_is_inside(post, in_chapter) then
    insert into receiver (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by)
      values (here, new_receiver, in_chapter, i.id, post, with_note, seen, me());
    perform append_event(in_chapter, 'insight.sent', new_receiver, me(), clock_now());
    return 'inside';
  end if;
  select p.kind into sort from space p where p.id = here;
  carried := names_in(said);
  silent := unspoken(carried, in_chapter, here);
  if silent is not null then return 'carries ' || silent; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_seat, form, words, purpose,
      audience, names_organisations, lapses_at)
    values (new_crossing, null, me(), here, in_chapter, kind, source, post, case kind when 'insight' then 'theme' else 'unnamed' end, said, '',
      'Whoever holds the post “' || s.title || '”, by a link of their own, for 60 days. They see these words and nothing round them; their answer lands here.',
      carried, clock_now() + interval '30 days');
  insert into consent (crossing_id, person_id, standing)
    select new_crossing, p, 'group' from readers_of(in_chapter) p where sort <> 'person';
  insert into consent (crossing_id, person_id, standing)
    select distinct new_crossing, x.person, 'organisation' from voices_for(carried, in_chapter, here) x on conflict do nothing;
  -- Whoever's words are in it is asked as their speaker; where that is not known, each of those who may have said it.
  for v in select x.id, x.speaker_id, x.crossing_id from evidence x where x.space_id = here and x.words is not null
      and x.chapter_id = any (my_chapters()) and (x.id = source or repeats(said, x.words)) order by x.id loop
    if v.crossing_id is null and v.speaker_id is null then raise exception 'refused' using errcode = 'TF034'; end if;
    insert into consent (crossing_id, person_id, standing)
      select new_crossing, w.who, 'speaker' from (
        select coalesce(case when v.crossing_id is null then v.speaker_id else speaker_of(v.crossing_id) end) as who
        union select k.person_id from consent k where k.crossing_id = v.crossing_id and speaker_of(v.crossing_id) is null) w
       where w.who is not null on conflict do nothing;
  end loop;
  insert into sending (crossing_id, space_id, chapter_id, receiver_id, insight_id, seat_id, let_out, note, email, sent_by)
    values (new_crossing, here, in_chapter, new_receiver, i.id, post, seen, with_note, address, me());
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  return settle_crossing(new_crossing);
end $$;
-- Lands at the post. The link is made afterwards: until then there is none that could show anything.
create function land_at_seat(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare s sending;
begin
  select * into s from sending x where x.crossing_id = which and x.state = 'open';
  insert into receiver (space_id, id, chapter_id, insight_id, seat_id, note, let_out, sent_by, email, crossing_id)
    values (s.space_id, s.receiver_id, s.chapter_id, s.insight_id, s.seat_id, s.note, s.let_out, s.sent_by, s.email, which);
  perform append_event(s.chapter_id, 'insight.sent', s.receiver_id, null, date_trunc('day', clock_now()));
  return s.receiver_id;
end $$;
-- However it settles, and whoever settles it, the words that were asked about stand nowhere but where they went.
create function sending_settled() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update sending set state = new.outcome, let_out = '', note = '', email = '' where crossing_id = new.crossing_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger sending_settled after insert on crossing_outcome for each row execute function sending_settled();
-- Empties the post's page in the transaction of the taking back. Answers how many copies it emptied.
create function empty_seat(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); r record; done integer := 0;
begin
  perform set_config('app.forgetting', 'on', true);
  for r in update receiver set let_out = '', note = '', email = '' where crossing_id = which returning id, chapter_id loop
    perform append_event(r.chapter_id, 'receiver.taken_back', r.id, null, date_trunc('day', clock_now()));
    done := done + 1;
  end loop;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $$;

-- One page by a link of its own. A link ends with its sender's leaving, unless it was opened; whoever sent it cannot answer it.
create function seat_open(token bytea) returns receiver language sql stable security definer set search_path = public, pg_temp as $$
  select r.* from receiver r where r.link_hash = token and r.link_ends_at > clock_now()
     and (r.opened_by is not null or exists (select from membership m where m.space_id = r.space_id and m.person_id = r.link_by
          and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now())))
$$;
drop function seat_page(bytea); drop function seat_answer(bytea, text, text);
create function seat_page(token bytea, device bytea)
  returns table (title text, sent_on date, let_out text, note text, answer text, answer_words text, can_answer boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); r receiver := seat_open(token);
begin
  perform set_config('app.forgetting', 'on', true);
  if r.id is null then perform set_config('app.forgetting', coalesce(was, ''), true); return; end if;
  if r.opened_by is null and me() is distinct from r.sent_by and me() is distinct from r.link_by then
    update receiver set opened_by = device where id = r.id;
    r.opened_by := device;
  end if;
  return query select s.title, r.sent_at::date, r.let_out, r.note, a.answer,
      case when r.opened_by = device then a.words else '' end, coalesce(r.opened_by = device, false)
    from seat s left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true where s.id = r.seat_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
create function seat_answer(token bytea, device bytea, said text, in_words text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver := seat_open(token);
begin
  if r.id is null or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  update receiver set email = '' where id = r.id;
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  return true;
end $$;
-- A new link: the old one stops, and with it the device it was bound to. None where nothing crossed. Answers the address, if any.
create function seat_link(which uuid, token bytea) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  update receiver set link_hash = token, link_ends_at = clock_now() + interval '60 days', link_by = me(), opened_by = null
   where id = which and chapter_id = any (my_chapters()) and crossing_id is not null and let_out <> '' returning * into r;
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event(r.chapter_id, 'receiver.link_renewed', r.id, me(), clock_now());
  return r.email;
end $$;
-- Once a week, whoever waits may ask again; the same words to all, and none of what was sent. Null: not yet.
create function remind_seat(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.sent_by = me() for update;
  if r.id is null or exists (select from acknowledgement k where k.receiver_id = which) then raise exception 'not found' using errcode = 'TF404'; end if;
  if greatest(r.sent_at, r.reminded_at) > clock_now() - interval '7 days' then return null; end if;
  update receiver set reminded_at = clock_now() where id = which;
  perform append_event(r.chapter_id, 'receiver.reminded', which, me(), clock_now());
  return r.email;
end $$;

revoke all on function reads_too, keeps_chapter, rests_within, hold_evidence, seat_is_inside, send_to_seat, land_at_seat, sending_settled,
  empty_seat, seat_open, seat_page, seat_answer, seat_link, remind_seat from public;
grant execute on function reads_too, hold_evidence, seat_is_inside, send_to_seat, seat_page, seat_answer, seat_link, remind_seat to :"web";
grant execute on function land_at_seat, empty_seat to :"mover";
do $$ declare f text; begin
  foreach f in array array['reads_too', 'keeps_chapter', 'rests_within', 'hold_evidence', 'seat_is_inside', 'send_to_seat', 'land_at_seat',
      'sending_settled', 'empty_seat', 'seat_open', 'seat_page', 'seat_answer', 'seat_link', 'remind_seat'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

set local role :"mover";
grant execute on function settle_crossing to :"gate";
create or replace function land(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig;
begin
  select * into c from crossing x where x.id = which;
  if c.to_seat is not null then
    new_id := land_at_seat(which);
    insert into release (crossing_id, into_table, row_id) values (c.id, 'receiver', new_id);
    insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
    return new_id;
  end if;
  select ch.id, s.search_language into into_chapter, lang from chapter ch join space s on s.id = ch.space_id
    where ch.space_id = c.to_space order by ch.number desc limit 1;
  insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, crossing_id, brought_on, valid_until, made_at, tsv)
    values (c.to_space, new_id, into_chapter, c.words,
            case c.form when 'words' then 'named' when 'unnamed' then 'unnamed' else 'theme' end,
            case c.form when 'words' then c.speaker_id end, null, c.id, (clock_now())::date, c.until,
            case c.form when 'words' then clock_now() else date_trunc('day', clock_now()) end, to_tsvector(lang, c.words));
  insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
  insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
  perform append_event(into_chapter, 'evidence.brought_in', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $$;
reset role;
