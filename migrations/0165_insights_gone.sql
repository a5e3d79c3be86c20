-- What was sent to a post and was taken back, or whose time is over, is answered no more: neither by its link, nor from its
-- inbox. Told only to whoever could have answered it; to everybody else it is as if it had never been.
set local role :"gate";
create or replace function seat_answer(token bytea, device bytea, said text, in_words text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver := seat_open(token);
begin
  if r.id is null or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  update receiver set email = '' where id = r.id;
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  return true;
end $$;
create or replace function seat_decide(token bytea, device bytea, attempt uuid, said text, on_day date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver := seat_open(token); called text;
  -- The same attempt makes the same decision, and nobody guesses whether an id is taken.
  new_decision uuid := overlay(overlay(md5(encode(token, 'hex') || attempt::text) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid;
begin
  if r.id is null or r.insight_id is null or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  if exists (select from decision d where d.id = new_decision) then return true; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  select s.title into called from seat s where s.id = r.seat_id;
  if not exists (select from acknowledgement k where k.receiver_id = r.id) then
    insert into acknowledgement (space_id, chapter_id, receiver_id, answer) values (r.space_id, r.chapter_id, r.id, 'understood');
    update receiver set email = '' where id = r.id;
    perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
  end if;
  insert into decision (space_id, id, chapter_id, words, decided_on, taken_by, receiver_id)
    values (r.space_id, new_decision, r.chapter_id, said, on_day, called, r.id);
  insert into chain_link (space_id, chapter_id, from_kind, from_id, to_kind, to_id)
    values (r.space_id, r.chapter_id, 'insight', r.insight_id, 'decision', new_decision);
  perform append_event(r.chapter_id, 'decision.made', new_decision, null, date_trunc('day', clock_now()));
  return true;
end $$;
create or replace function seat_reply(which uuid, said text, in_words text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and i_hold(x.seat_id) and letter_reaches_me(x);
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.let_out = '' or seat_has_lapsed(r) then raise exception 'gone' using errcode = 'TF103'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
end $$;
reset role;
