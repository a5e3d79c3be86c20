-- Whether words repeat those of an earlier chapter was asked of three words in a row across the whole place, also where there is no
-- chapter whose words are to be kept: dear in a large place, and dearer the more ordinary the words. The chapters come first now, mostly
-- none; and each has threes of its own in the index, as it has words of its own in that of the search.
create function threes_under(chapter uuid, threes integer[]) returns integer[] language sql immutable parallel safe
  return array(select three # hashtext(chapter::text) from unnest(threes) t (three));

drop index evidence_threes;
create index evidence_threes on evidence using gin (threes_under(chapter_id, threes_of(words, true))) with (fastupdate = off) where words is not null;

-- Of these chapters, the evidence whose words these repeat: six in a row, or all where there are fewer.
create function evidence_repeated(chapters uuid[], said text) returns setof evidence language sql stable as $$
  select e.* from unnest(chapters) c (id) cross join lateral (
    select x.* from evidence x where x.words is not null and x.chapter_id is not distinct from c.id
       and threes_under(x.chapter_id, threes_of(x.words, true)) && threes_under(c.id, threes_of(said, false))) e
   where repeats_word_by_word(said, e.words)
$$;
create function my_chapters_of(in_space uuid) returns uuid[] language sql stable
  return array(select c.id from chapter c where c.space_id = in_space and c.id = any ((select my_chapters())::uuid[]));
-- The chapters that I read and that not everybody who reads this one does.
create function chapters_kept_from(in_chapter uuid) returns uuid[] language sql stable
  return array(select o.id from chapter c join chapter o on o.space_id = c.space_id and o.id <> c.id
    where c.id = in_chapter and o.id = any ((select my_chapters())::uuid[]) and not reads_too(c.id, o.id));
revoke all on function evidence_repeated, my_chapters_of, chapters_kept_from from public;
grant execute on function evidence_repeated, my_chapters_of, chapters_kept_from to :"gate";

set local role :"gate";
create or replace function keeps_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare said text;
begin
  select string_agg(to_jsonb(new) ->> a.attname, E'\n') into said from pg_trigger t
    join pg_attribute a on a.attrelid = t.tgrelid and (a.attnum = any (t.tgattr) or (cardinality(t.tgattr::int2[]) = 0 and a.attname = 'words'))
   where t.tgrelid = tg_relid and t.tgname = tg_name;
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said) e
      -- What somebody said themselves they may say again, wherever they are.
      where not (tg_table_name = 'evidence' and coalesce(e.speaker_id = me(), false) and (to_jsonb(new)->>'speaker_id')::uuid is not distinct from me())) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  if tg_table_name = 'insight' and tg_op = 'UPDATE' then
    update insight_evidence l set bears = 'quotes' from evidence e
     where l.space_id = new.space_id and l.insight_id = new.id and l.bears = 'supports' and e.id = l.evidence_id and repeats(said, e.words);
  end if;
  return new;
end $$;

create or replace function library_keeps_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare said text;
begin
  select string_agg(c.value, E'\n') into said from jsonb_each_text(to_jsonb(new)) c
   where c.key in ('title', 'purpose', 'fields', 'may_go', 'occasion', 'changed', 'source')
      or (c.key = 'text' and to_jsonb(new)->>'artefact_id' is not null);
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $$;

create or replace function words_keep_chapter()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare said text; typed jsonb := to_jsonb(new);
begin
  select string_agg(typed ->> c, E'\n') into said from unnest(tg_argv) c;
  if exists (select from evidence_repeated(chapters_kept_from(new.chapter_id), said)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $$;

create or replace function send_request(new_id uuid, in_space_id uuid, to_group uuid, in_words text, until_day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare s space; g space; named text;
begin
  if not coordinates(in_space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into s from space x where x.id = in_space_id and x.closed_at is null;
  select * into g from space x where x.id = to_group and x.parent_id = s.id and not x.unlisted and x.closed_at is null
     and x.kind not in ('person', 'pair', 'room', 'seat');
  if s.id is null or g.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- A request would tell others that there is such a space.
  if s.unlisted then raise exception 'refused' using errcode = 'TF056'; end if;
  perform pg_advisory_xact_lock(hashtextextended('request ' || g.id::text, 0));
  if exists (select from sent_request r where r.from_space = s.id and r.to_space = g.id and r.taken_back_on is null and r.by_day >= (clock_now())::date) then
    raise exception 'refused' using errcode = 'TF057'; end if;
  if exists (select from evidence_repeated(my_chapters_of(s.id), in_words) e
      where e.speaker_id is distinct from me() and cardinality(string_to_array(btrim(plain_words(e.words)), ' ')) >= 6) then
    raise exception 'refused' using errcode = 'TF058'; end if;
  select p.name into named from person p where p.id = me();
  insert into sent_request (id, asked_by, from_space, to_space, words, by_day) values (new_id, me(), s.id, g.id, in_words, until_day);
  insert into learning_ask (space_id, id, chapter_id, words, by_day, asker, from_name, from_space)
    values (g.id, new_id, standing_of(g.id), in_words, until_day, named, s.name, s.id);
  perform append_event(standing_of(g.id), 'request.came', new_id, null, date_trunc('day', clock_now()));
end $$;

create or replace function send_to_seat(new_crossing uuid, new_receiver uuid, kind text, source uuid, seen text, with_note text, post uuid, address text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
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
  if exists (select from evidence_repeated(chapters_kept_from(in_chapter), said)) then raise exception 'refused' using errcode = 'TF032'; end if;
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
  for v in select x.id, x.speaker_id, x.crossing_id from (
        select r.id, r.speaker_id, r.crossing_id from evidence_repeated(my_chapters_of(here), said) r
        union select y.id, y.speaker_id, y.crossing_id from evidence y
          where y.id = source and y.space_id = here and y.words is not null and y.chapter_id = any (my_chapters())) x order by x.id loop
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

create or replace function tell_member(new_receiver uuid, of_insight uuid, who uuid, seen text, with_note text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
declare i insight;
begin
  select * into i from insight x where x.id = of_insight and x.chapter_id = any (my_chapters()) for share;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if i.words is null then raise exception 'refused' using errcode = 'TF033'; end if;
  if who not in (select readers_of(i.chapter_id)) then return false; end if;
  if exists (select from evidence_repeated(chapters_kept_from(i.chapter_id), with_note)) then raise exception 'refused' using errcode = 'TF032'; end if;
  insert into receiver (space_id, id, chapter_id, insight_id, person_id, note, let_out, sent_by)
    values (i.space_id, new_receiver, i.chapter_id, i.id, who, with_note, seen, me());
  perform append_event(i.chapter_id, 'insight.sent', new_receiver, me(), clock_now());
  return true;
end $$;

reset role;
