-- What a hostile reading of 0018 and 0020 found: what a post is asked about as, and words of an earlier chapter by other hands.

set local role :"gate";
-- Whether everybody who reads the one reads the other too. The standing chapter is read by everybody, also by who comes last.
create or replace function reads_too(chapter_read uuid, other uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select o.number = 0 or (c.number > 0 and o.number >= c.number) or not exists (select from membership m where m.space_id = c.space_id
         and m.first_chapter > o.number and (c.number = 0 or m.first_chapter <= c.number))
    from chapter c, chapter o where c.id = chapter_read and o.id = other
$$;
create or replace function send_to_seat(new_crossing uuid, new_receiver uuid, kind text, source uuid, seen text, with_note text, post uuid, address text)
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
      'Whoever holds the post “' || s.title || '”' || case when s.holder = '' then '' else ', now ' || s.holder end || ', by a link of their own'
        || case when address = '' then '' else ', sent to ' || address end || ', for 60 days. They see these words and nothing round them; their answer lands here.',
      carried, clock_now() + interval '30 days');
  insert into consent (crossing_id, person_id, standing)
    select new_crossing, p, 'group' from asked_of(in_chapter) p where sort <> 'person';
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
create or replace function keeps_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text := case tg_table_name when 'insight' then concat_ws(E'\n', to_jsonb(new)->>'words', to_jsonb(new)->>'scope',
    to_jsonb(new)->>'change_mind', to_jsonb(new)->>'sense_made_by') else to_jsonb(new)->>'words' end;
begin
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
create or replace function door_reads(sp uuid, who uuid, as_class text) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when s.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      case when coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = sp and r.rule = 'newcomers_read_back'
                           order by r.since desc limit 1), s.kind = 'seat') then 1 end
    else (
      -- As far back as the first of their class who is in now, and no further: what was said while none of them was there was
      -- said to nobody of them. Never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> who and in_force(o)) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> who and in_force(o)), max(o.first_chapter) filter (where o.person_id = who)) end
        from membership o where o.space_id = sp and o.class = as_class and o.first_chapter is not null)
    end from space s where s.id = sp
$$;
grant execute on function keeps_chapter to :"owner";
reset role;
create trigger keeps_chapter before insert or update of words on evidence for each row when (current_user = :'web' and new.words is not null) execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words on decision for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words on action for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words on outcome for each row when (current_user = :'web') execute function keeps_chapter();
-- Whatever somebody writes down, they write down under their own hand.
do $$ declare t text; begin
  foreach t in array array['evidence', 'insight', 'dissent', 'decision', 'action', 'outcome', 'dead_end', 'document'] loop
    execute format('create policy own_hand on %I as restrictive for insert to %I with check (author_id is null or author_id = me())', t, :'web');
  end loop;
end $$;
