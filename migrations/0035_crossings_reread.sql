-- What a hostile reading of 0016 to 0019 found: posts, leavers, erasure, and words that are dressed up.

-- Whose hand ended a membership. Whoever left by their own will is waited for no longer; nobody is put out to get a yes.
alter table membership add column ended_by uuid;
comment on column membership.ended_by is 'Who ended it; null while it lasts, where it ended by its date, and where it is older than this column.';
create function membership_ended() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.ends_at is null or new.ends_at > clock_now() then new.ended_by := null;
  elsif old.ends_at is null or old.ends_at > clock_now() then new.ended_by := me();
  else new.ended_by := old.ended_by;
  end if;
  return new;
end $$;
create trigger membership_ended before update on membership for each row execute function membership_ended();
create function left_by_choice(who uuid, said_in uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select who not in (select readers_of(said_in)) and coalesce((
    select m.ended_by = who from chapter c join membership m on m.space_id = c.space_id
     where c.id = said_in and m.person_id = who and m.ends_at <= clock_now() order by m.ends_at desc limit 1), false)
$$;
-- Who is asked where a group is: those who read it, and those who were put out by somebody else within thirty days. These
-- cannot answer any more, so it waits, and stays: nobody is put out to get a yes.
create function asked_of(said_in uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select readers_of(said_in) union
  select m.person_id from chapter c join membership m on m.space_id = c.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where c.id = said_in and m.first_chapter is not null and m.ended_by <> m.person_id and m.ends_at > clock_now() - interval '30 days'
$$;
-- Whether somebody may (still) answer for what they were asked as: a speaker for ever, the others while they are there.
create function may_answer(which uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from consent k join crossing c on c.id = k.crossing_id where k.crossing_id = which and k.person_id = who and (
       k.standing = 'speaker' or (k.standing = 'group' and who in (select readers_of(c.from_chapter)))
    or (k.standing = 'organisation' and who in (select v.person from voices_for(c.names_organisations, c.from_chapter, c.to_space) v))))
$$;

-- Signs that nobody sees, and letters of other scripts that look like ours, are no way round a comparison.
create or replace function plain_words(t text) returns text language sql stable set search_path = public, pg_temp as $$
  select ' ' || btrim(regexp_replace(translate(lower(unaccent(regexp_replace(normalize(coalesce(t, ''), NFKC),
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\U000E0000-\U000E0FFF]', '', 'g'))),
    'авеһіјкӏмнорѕтухсԁαεικνορτυχ', 'abehijklmhopstyxcdaeikvoptux'), '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
-- In a space where the asker is not, nothing tells for which organisation somebody could be asked there.
set local role :"gate";
create or replace function voices_for(named uuid[], said_in uuid, going_to uuid) returns table (organisation uuid, person uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.organisation_id, m.person_id from chapter c join space s on s.id = c.space_id
    join membership m on m.space_id = case s.kind when 'person' then going_to else s.id end
   where c.id = said_in and m.organisation_id = any (named) and 'speaks_for_organisation' = any (m.roles)
     and coalesce(m.voice_by, m.brought_by) <> m.person_id
     and m.first_chapter is not null and (s.kind = 'person' or c.number = 0 or c.number >= m.first_chapter)
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (s.kind <> 'person' or going_to = any (my_spaces()))
$$;
reset role;
-- What went to a post is mine as well where I was asked as its speaker: seen, and taken back, for ever.
set local role :"gate";
create or replace function i_said(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from crossing c where c.id = which and (c.speaker_id = me() or (c.to_seat is not null and exists (
    select from consent k where k.crossing_id = c.id and k.person_id = me() and k.standing = 'speaker'))))
$$;
reset role;
create policy spoke on crossing for select to :"web"
  using (to_seat is not null and id in (select k.crossing_id from consent k where k.person_id = me() and k.standing = 'speaker'));

-- A post is asked about under the name and the holder it has; while that goes on, it keeps them.
create function seat_keeps_its_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from sending s where s.seat_id = old.id and s.state = 'open') then raise exception 'refused' using errcode = 'TF035'; end if;
  return new;
end $$;
create trigger keeps_its_name before update of title, holder on seat for each row
  when (old.title is distinct from new.title or old.holder is distinct from new.holder) execute function seat_keeps_its_name();

-- What was sent to a post without a crossing is read by those of its holders who read where it stands, and by nobody else.
create function letter_reaches_me(r receiver) returns boolean language sql stable set search_path = public, pg_temp as $$
  select r.crossing_id is not null or r.chapter_id = any (my_chapters())
$$;
-- What was let go until a day is not shown after it, whether or not the night has come.
create function seat_has_lapsed(r receiver) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from evidence e where e.valid_until < (clock_now())::date
     and (e.id = (select c.source_id from crossing c where c.id = r.crossing_id) or e.id in (
       select l.evidence_id from insight_evidence l where l.insight_id = r.insight_id)))
$$;
set local role :"gate";
create or replace function seat_letters(which uuid) returns table (id uuid, sent_at timestamptz, let_out text, note text, answer text, answer_words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.sent_at, case when seat_has_lapsed(r) then '' else r.let_out end, case when seat_has_lapsed(r) then '' else r.note end, a.answer, a.words
    from receiver r left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.seat_id = which and i_hold(which) and letter_reaches_me(r) order by r.sent_at desc, r.id
$$;
create or replace function my_letters() returns table (id uuid, title text, space_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, s.title, s.space_id from receiver r join seat s on s.id = r.seat_id
   where i_hold(s.id) and letter_reaches_me(r) and s.space_id = any (my_spaces())
     and not exists (select from acknowledgement k where k.receiver_id = r.id)
$$;
create or replace function seat_reply(which uuid, said text, in_words text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and i_hold(x.seat_id) and letter_reaches_me(x);
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
end $$;
reset role;
-- Nobody puts themselves on a post that something was let out to.
set local role :"gate";
create or replace function hold_seat(which uuid, by_whom uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare s seat;
begin
  select * into s from seat x where x.id = which and may_give(x.space_id);
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('seat ' || which::text, 0));
  if cardinality(by_whom) > 2 or exists (select from unnest(by_whom) w where not exists (
       select from membership m where m.id = w and m.space_id = s.space_id and in_force(m)))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from receiver r where r.seat_id = which and r.crossing_id is not null) and exists (
       select from membership m where m.id = any (by_whom) and m.person_id = me()
          and not exists (select from seat_holder h where h.seat_id = which and h.membership_id = m.id and h.until is null))
    then raise exception 'refused' using errcode = 'TF036'; end if;
  update seat_holder set until = clock_now() where seat_id = which and until is null and membership_id <> all (by_whom);
  insert into seat_holder (seat_id, membership_id, space_id, chapter_id)
    select which, w, s.space_id, s.chapter_id from (select distinct unnest(by_whom) as w) x
     where not exists (select from seat_holder h where h.seat_id = which and h.membership_id = x.w and h.until is null);
  perform name_holders(which);
  perform append_event(s.chapter_id, 'seat.held', which, me(), clock_now());
end $$;
reset role;
-- A link is made anew by whoever sent it, or by a manager: anybody else could answer in the receiver's place.
set local role :"gate";
create or replace function seat_link(which uuid, token bytea) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  update receiver set link_hash = token, link_ends_at = clock_now() + interval '60 days', link_by = me(), opened_by = null
   where id = which and chapter_id = any (my_chapters()) and crossing_id is not null and let_out <> ''
     and (sent_by = me() or i_manage(space_id)) returning * into r;
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event(r.chapter_id, 'receiver.link_renewed', r.id, me(), clock_now());
  return r.email;
end $$;
reset role;
set local role :"gate";
create or replace function seat_page(token bytea, device bytea)
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
  if seat_has_lapsed(r) then r.let_out := ''; r.note := ''; end if;
  return query select s.title, r.sent_at::date, r.let_out, r.note, a.answer,
      case when r.opened_by = device then a.words else '' end, coalesce(r.opened_by = device, false)
    from seat s left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true where s.id = r.seat_id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;

-- Erasing oneself takes one's words along from everywhere, also from where one has left long ago.
create function forget_words_said() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = ''
   where speaker_id = me() and crossing_id is null;
end $$;
grant update (words, tsv, method, asked, limits, disputed_by) on evidence to :"gate";
-- Words that somebody said are changed by nobody in place: they are taken back, or said anew.
create function words_stay() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'not found' using errcode = 'TF404';
end $$;
create trigger words_stay before update of words on evidence for each row
  when (current_user = :'web' and old.words is distinct from new.words) execute function words_stay();

revoke all on function asked_of, left_by_choice, may_answer, letter_reaches_me, seat_has_lapsed, seat_keeps_its_name, forget_words_said from public;
grant execute on function asked_of, left_by_choice, may_answer to :"mover";
grant execute on function forget_words_said to :"web";
do $$ declare f text; begin
  foreach f in array array['asked_of', 'left_by_choice', 'may_answer', 'letter_reaches_me', 'seat_has_lapsed', 'seat_keeps_its_name', 'forget_words_said'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

set local role :"mover";
create or replace function answer_consent(which uuid, said text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not may_answer(which, me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from crossing_outcome o where o.crossing_id = which)
     or exists (select from crossing x where x.id = which and x.lapses_at <= clock_now()) then return 'settled'; end if;
  update consent set answer = said, answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $$;
create or replace function settle_crossing(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; rule text; yes integer; asked integer; at_first integer; there text[]; come text;
begin
  -- The source first, then the crossing: taking back takes them in this order too, so neither waits for the other.
  perform 1 from evidence e where e.id = (select x.source_id from crossing x where x.id = which and x.source_kind = 'evidence') for share;
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from crossing_outcome o where o.crossing_id = which) then return 'settled'; end if;
  if exists (select from withdrawal w where w.crossing_id = which) then return 'settled'; end if;
  select * into c from crossing x where x.id = which;
  -- A rule nobody knows is the strictest; and where nobody knows who said it, each of those who may have must say yes.
  select coalesce((select r.value #>> '{}' from space_rule r where r.space_id = c.from_space
     and r.rule = 'group_consent' order by r.since desc limit 1), 'all') into rule;
  if rule <> 'majority' or (c.speaker_id is null and c.form <> 'theme') then rule := 'all'; end if;
  select count(*) filter (where k.answer = 'goes'),
         count(*) filter (where k.answer is not null or not left_by_choice(k.person_id, c.from_chapter)), count(*)
    into yes, asked, at_first from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all'))
     or exists (select from evidence e where e.id = c.source_id and c.source_kind = 'evidence' and e.words is null) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  if at_first > 0 and not (asked > 0 and case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  -- An audience that changes asks again: by class and organisation, and never who.
  there := audience_of(c.to_space);
  if exists (select from consent k where k.crossing_id = which and not (there <@ k.stood)) then
    select string_agg(n.called, ', ' order by n.called) into come from (
      select distinct case when a.k ~ '^class [aeiou]' then 'an ' || replace(substr(a.k, 7), '_', ' ')
                           when a.k like 'class %' then 'a ' || replace(substr(a.k, 7), '_', ' ')
                           else 'somebody of another organisation' end as called
        from unnest(there) a (k) where exists (select from consent k where k.crossing_id = which and not (a.k = any (k.stood)))) n;
    update consent set answer = null, answered_at = null, stood = there,
      told = left(coalesce(told, c.audience) || ' Others have come there since this was asked: ' || come || '. So it is asked again.', 4000)
     where crossing_id = which;
    return 'open';
  end if;
  perform land(which);
  return 'went';
end $$;
-- As before; and whoever's words it repeats is asked as their speaker, also where somebody typed them again as their own.
create or replace function propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid,
    why text, told text, until_day date, organisations uuid[], hat text default null) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare e evidence; here uuid; here_chapter uuid; speaker uuid; sort text; carried uuid[]; speaks uuid[] := '{}'; silent text; there text[];
begin
  if not directory_has(target) then raise exception 'not found' using errcode = 'TF404'; end if;
  if kind = 'entry' then
    select n.space_id, n.chapter_id, me() into here, here_chapter, speaker from entry n where n.id = source for share;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date) for share;
    here := e.space_id; here_chapter := e.chapter_id;
    if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
    speaker := case when e.crossing_id is not null then speaker_of(e.crossing_id) else e.speaker_id end;
    if e.words is null or (in_form <> 'theme' and position(in_words in e.words) = 0
        and position(in_words in without_names(e.words)) = 0) then raise exception 'refused' using errcode = 'TF003'; end if;
    if in_form = 'words' and (e.attribution <> 'named' or speaker is null) then raise exception 'refused' using errcode = 'TF004'; end if;
    if in_form = 'theme' and repeats(in_words, e.words) then raise exception 'refused' using errcode = 'TF007'; end if;
  end if;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if here = target then raise exception 'refused' using errcode = 'TF005'; end if;
  select s.kind into sort from space s where s.id = here;
  -- What one person typed for somebody else needs each who may have said it. Alone with it, they can ask nobody.
  if speaker is null and in_form <> 'theme' and sort = 'person' then raise exception 'refused' using errcode = 'TF008'; end if;

  carried := array(select distinct unnest(names_in(in_words) || coalesce(organisations, '{}')));
  if (hat = 'organisation' and speaker = me()) or (in_form = 'words' and not (coalesce(hat, '') = 'myself' and speaker = me())) then
    speaks := belongs_to(speaker, here_chapter);
  end if;
  if hat = 'organisation' and speaker = me() and cardinality(carried || speaks) = 0 then raise exception 'refused' using errcode = 'TF006'; end if;
  silent := unspoken(carried, here_chapter, target);
  if silent is not null then return 'carries ' || silent; end if;
  silent := unspoken(speaks, here_chapter, target);
  if silent is not null then return 'speaks ' || silent; end if;
  carried := array(select distinct unnest(carried || speaks));

  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_space, form,
      words, purpose, audience, names_organisations, until, lapses_at)
    values (new_id, speaker, me(), here, here_chapter, kind, source, version, target, in_form,
      in_words, why, told, carried, until_day, clock_now() + interval '30 days');
  there := audience_of(target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, speaker, 'speaker', there where speaker is not null
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, here_chapter, target) x) v
    union all select new_id, p, 'group', there from asked_of(here_chapter) p where sort <> 'person';
  insert into consent (crossing_id, person_id, standing, stood)
    select distinct new_id, w.who, 'speaker', there from evidence v
      cross join lateral (select case when v.crossing_id is null then v.speaker_id else speaker_of(v.crossing_id) end as who) w
     where kind = 'evidence' and v.space_id = here and v.id <> source and v.words is not null and v.chapter_id = any (my_chapters())
       and w.who is not null and cardinality(string_to_array(btrim(plain_words(v.words)), ' ')) >= 6 and repeats(in_words, v.words) on conflict do nothing;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;
reset role;
