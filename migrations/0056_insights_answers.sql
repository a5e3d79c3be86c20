-- Receivers who are members, waiting that ends with a reason, decisions taken elsewhere, and actions that are taken on.

-- Tells a member who reads it anyway, by name. Nothing crosses. False: they do not read where it was said.
create function tell_member(new_receiver uuid, of_insight uuid, who uuid, seen text, with_note text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare i insight;
begin
  select * into i from insight x where x.id = of_insight and x.chapter_id = any (my_chapters()) for share;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if i.words is null then raise exception 'refused' using errcode = 'TF033'; end if;
  if who not in (select readers_of(i.chapter_id)) then return false; end if;
  if exists (select from evidence x where x.space_id = i.space_id and x.chapter_id = any (my_chapters()) and x.chapter_id <> i.chapter_id
      and not reads_too(i.chapter_id, x.chapter_id) and repeats(with_note, x.words)) then raise exception 'refused' using errcode = 'TF032'; end if;
  insert into receiver (space_id, id, chapter_id, insight_id, person_id, note, let_out, sent_by)
    values (i.space_id, new_receiver, i.chapter_id, i.id, who, with_note, seen, me());
  perform append_event(i.chapter_id, 'insight.sent', new_receiver, me(), clock_now());
  return true;
end $$;
-- Their answer: as a member who was named, or as somebody who holds the post and reads it where they sign in.
create function member_answer(which uuid, said text, in_words text) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.closed_at is null and not by_token()
     and (x.person_id = me() or (x.crossing_id is null and x.seat_id is not null and i_hold(x.seat_id)));
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, me(), clock_now());
  return r.id;
end $$;
-- Whoever sent it waits no longer, and says why; where they are gone, anybody who reads it. Its link stops.
create function close_receiver(which uuid, why text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and x.chapter_id = any (my_chapters()) and x.closed_at is null
     and (x.sent_by = me() or x.sent_by is null or x.sent_by not in (select readers_of(x.chapter_id))) for update;
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update receiver set closed_at = clock_now(), closed_why = why, email = '',
         link_ends_at = case when link_ends_at > clock_now() then clock_now() else link_ends_at end where id = which;
  perform append_event(r.chapter_id, 'receiver.closed', r.id, me(), clock_now());
end $$;
-- "We decided …", from whoever holds the link. It stands where the question lives: with those who read the insight.
create function seat_decide(token bytea, device bytea, attempt uuid, said text, on_day date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver := seat_open(token); called text;
  -- The same attempt makes the same decision, and nobody guesses whether an id is taken.
  new_decision uuid := overlay(overlay(md5(encode(token, 'hex') || attempt::text) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid;
begin
  if r.id is null or r.insight_id is null or r.let_out = '' or r.opened_by is distinct from device or me() in (r.sent_by, r.link_by) then return false; end if;
  if exists (select from decision d where d.id = new_decision) then return true; end if;
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
-- Whoever an action was handed to says whether they take it; for somebody who is not in, whoever handed it on.
create function answer_handing(which uuid, said text) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare h handing;
begin
  select * into h from handing x where x.id = which and x.chapter_id = any (my_chapters()) and x.answer is null
     and (x.to_id = me() or (x.to_id is null and x.author_id = me())) for update;
  if h.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update handing set answer = said, answered_at = clock_now() where id = which;
  perform append_event(h.chapter_id, case said when 'accepted' then 'action.accepted' else 'action.declined' end, h.action_id, me(), clock_now());
  return h.action_id;
end $$;
revoke all on function tell_member, member_answer, close_receiver, seat_decide, answer_handing from public;
grant execute on function tell_member, member_answer, close_receiver, seat_decide, answer_handing to :"web";
do $$ declare f text; begin
  foreach f in array array['tell_member', 'member_answer', 'close_receiver', 'seat_decide', 'answer_handing'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
select complete_schema();
