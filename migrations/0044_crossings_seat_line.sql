-- A line of one's own journal straight to one post. It is asked, lands, is answered and is taken back in the journal's own
-- space, under a post of the same name that stands there: so nobody of the space the post belongs to can read any of it.

alter table sending add column voices_in uuid;
comment on column sending.voices_in is 'The space whose post it is: whoever speaks there for an organisation named in a line of a journal is asked.';
grant insert on seat to :"gate";
grant update (title, holder) on seat to :"gate";
create policy gate_copies on seat for insert to :"gate" with check (made_by = me() and chapter_id = any (my_chapters()));

-- What was asked of me for an organisation I speak for, in a place where I still am.
create function asked_for_a_name() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(k.crossing_id), '{}') from consent k join sending g on g.crossing_id = k.crossing_id
   where k.person_id = me() and k.standing = 'organisation' and g.voices_in = any (my_spaces())
$$;
create policy voice on crossing for select to :"web"
  using (to_seat is not null and source_kind = 'entry' and id = any ((select asked_for_a_name())::uuid[]));

-- Asks that a line of my journal goes to one post. Answers "went", "open", "inside" where somebody here holds that post,
-- or "carries …", and does nothing, where a name would go along for which nobody speaks in the space whose post it is.
create function send_line(new_crossing uuid, new_receiver uuid, source uuid, version integer, seen text, in_form text, with_note text,
    post uuid, called text, held_by text, address text, told text, until_day date, organisations uuid[], hat text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare here uuid; in_chapter uuid; s seat; there uuid; own uuid; carried uuid[]; silent text;
  said text := case when with_note = '' then seen else seen || E'\n\nA note with it: ' || with_note end;
begin
  select n.space_id, n.chapter_id into here, in_chapter from entry n join space p on p.id = n.space_id
   where n.id = source and n.gone_at is null and p.kind = 'person' and n.chapter_id = any (my_chapters()) for share of n;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if post is not null then
    select * into s from seat x where x.id = post and x.chapter_id = any (my_chapters());
    if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
    if exists (select from seat_holder h where h.seat_id = post and h.until is null) then return 'inside'; end if;
    called := s.title; held_by := s.holder; there := nullif(s.space_id, here);
  end if;
  carried := array(select distinct unnest(names_in(said) || coalesce(organisations, '{}')));
  if hat = 'organisation' and cardinality(carried) = 0 then raise exception 'refused' using errcode = 'TF006'; end if;
  silent := unspoken(carried, in_chapter, there);
  if silent is not null then return 'carries ' || silent; end if;
  -- The post as it is called today, where only the writer reads it.
  select x.id into own from seat x where x.space_id = here and x.title = called and x.holder = held_by order by x.id limit 1;
  if own is null then
    own := gen_random_uuid();
    insert into seat (id, space_id, chapter_id, title, holder, made_by) values (own, here, in_chapter, called, held_by, me());
  end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_seat, form,
      words, purpose, audience, names_organisations, until, lapses_at)
    values (new_crossing, me(), me(), here, in_chapter, 'entry', source, version, own, in_form,
      said, '', told, carried, until_day, clock_now() + interval '30 days');
  insert into consent (crossing_id, person_id, standing)
    select new_crossing, me(), 'speaker' union all
    select distinct new_crossing, v.person, 'organisation' from voices_for(carried, in_chapter, there) v;
  insert into sending (crossing_id, space_id, chapter_id, receiver_id, seat_id, let_out, note, email, sent_by, voices_in)
    values (new_crossing, here, in_chapter, new_receiver, own, seen, with_note, address, me(), there);
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  return settle_crossing(new_crossing);
end $$;

-- What was let go until a day leaves the post with that day. Safe to run twice.
create function lapse_letters() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); done integer;
begin
  perform set_config('app.forgetting', 'on', true);
  update receiver r set let_out = '', note = '', email = '' from crossing c
   where c.id = r.crossing_id and c.until < (clock_now())::date and r.let_out <> '';
  get diagnostics done = row_count;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done;
end $$;
-- Who is erased leaves nothing in their own space of whom they wrote to, nor of what was answered there.
create function forget_my_letters() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare own uuid[] := array(select s.id from space s where s.kind = 'person' and s.id = any (my_spaces()));
begin
  update sending set state = 'stays', let_out = '', note = '', email = '' where space_id = any (own) and state = 'open';
  update acknowledgement set words = '' where space_id = any (own);
  update receiver set let_out = '', note = '', email = '' where space_id = any (own);
  update seat set title = 'A post', holder = '', made_by = null where space_id = any (own) and made_by = me();
end $$;

revoke all on function asked_for_a_name, send_line, lapse_letters, forget_my_letters from public;
grant execute on function asked_for_a_name, send_line, forget_my_letters to :"web";
grant execute on function lapse_letters to :"worker";
do $$ declare f text; begin
  foreach f in array array['asked_for_a_name', 'send_line', 'lapse_letters', 'forget_my_letters'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

-- As before; a line of a journal asks the voices of the space whose post it goes to.
set local role :"gate";
create or replace function may_answer(which uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from consent k join crossing c on c.id = k.crossing_id where k.crossing_id = which and k.person_id = who and (
       k.standing = 'speaker' or (k.standing = 'group' and who in (select readers_of(c.from_chapter)))
    or (k.standing = 'organisation' and who in (select v.person from voices_for(c.names_organisations, c.from_chapter,
          coalesce(c.to_space, (select g.voices_in from sending g where g.crossing_id = which))) v))))
$$;
-- As before; and what was let go of a journal until a day.
create or replace function seat_has_lapsed(r receiver) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from crossing c where c.id = r.crossing_id and c.until < (clock_now())::date)
    or exists (select from evidence e where e.valid_until < (clock_now())::date
     and (e.id = (select c.source_id from crossing c where c.id = r.crossing_id) or e.id in (
       select l.evidence_id from insight_evidence l where l.insight_id = r.insight_id)))
$$;
reset role;
-- As before; and whether one person alone sent it, who then is the only one to read the answer.
set local role :"gate";
drop function seat_page(bytea, bytea);
reset role;
create function seat_page(token bytea, device bytea)
  returns table (title text, sent_on date, let_out text, note text, answer text, answer_words text, can_answer boolean, from_one boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); r receiver := seat_open(token);
begin
  perform set_config('app.forgetting', 'on', true);
  if r.id is null then perform set_config('app.forgetting', coalesce(was, ''), true); return; end if;
  if r.opened_by is null and me() is distinct from r.sent_by and me() is distinct from r.link_by then
    update receiver set opened_by = device where id = r.id;
    r.opened_by := device;
  end if;
  if seat_has_lapsed(r) then r.let_out := ''; r.note := ''; end if;
  return query select s.title, r.sent_at::date, r.let_out, r.note, a.answer,
      case when r.opened_by = device then a.words else '' end, coalesce(r.opened_by = device, false),
      exists (select from space p where p.id = r.space_id and p.kind = 'person')
    from seat s left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true where s.id = r.seat_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function seat_page from public;
grant execute on function seat_page to :"web";
alter function seat_page owner to :"gate";
