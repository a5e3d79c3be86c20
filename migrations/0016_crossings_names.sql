-- Whose name goes along, who is asked for it, and what was asked of them; words that settle are kept nowhere.

-- Who gave somebody the voice of an organisation. Given by oneself it is nobody's voice but one's own.
alter table membership add column voice_by uuid;
comment on column membership.voice_by is 'Who gave this membership the role speaks_for_organisation; null where it is older than this column.';
create function voice_given() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not ('speaks_for_organisation' = any (new.roles)) then new.voice_by := null;
  elsif tg_op = 'INSERT' then new.voice_by := me();
  elsif not ('speaks_for_organisation' = any (old.roles)) or new.organisation_id is distinct from old.organisation_id then new.voice_by := me();
  else new.voice_by := old.voice_by;
  end if;
  return new;
end $$;
create trigger voice_given before insert or update on membership for each row execute function voice_given();

-- Nobody typed for is claimed by whoever typed: a crossing may have no speaker. Its words may carry more than one name.
alter table crossing alter column speaker_id drop not null;
alter table crossing drop column names_organisation;
alter table crossing add column names_organisations uuid[] not null default '{}';
grant select (names_organisations) on crossing to :"web";
create index crossing_lapses on crossing (lapses_at);
-- A yes is given to an audience. Where that changes before the landing, it is asked again, in words.
alter table consent add column stood text[];
alter table consent add column told text check (length(told) <= 4000);
comment on column consent.stood is 'The classes and organisations that were there when this was asked; told to nobody.';
comment on column consent.told is 'Who would see it, where that has changed since the proposal.';
revoke select on consent from :"web";
grant select (crossing_id, person_id, standing, answer, answered_at, told) on consent to :"web";
grant update (stood, told) on consent to :"mover";
grant update (purpose) on crossing to :"mover";

-- A source is held while it is proposed or lands, and nobody takes it back in between. What can be read can be held, and
-- nothing that is held can be changed.
drop policy for_proposing on evidence;
create policy for_proposing on evidence for select to :"mover"
  using (chapter_id = any ((select my_chapters())::uuid[]) or id in (select c.source_id from crossing c));
create policy for_holding on evidence for update to :"mover" using (true) with check (false);
grant update (kind) on entry to :"mover";
create policy for_holding on entry for update to :"mover" using (true) with check (false);
-- Words whose speaker is not known can be taken back by any of those who were asked, also from where they went on to.
drop policy mover_concerned on crossing;
create policy mover_concerned on crossing to :"mover" using (speaker_id = me() or proposed_by = me() or speaker_id is null
  or id in (select c.crossing_id from consent c where c.person_id = me())) with check (proposed_by = me() or speaker_id = me());

-- Words as they are compared: without accents, capitals, punctuation, and signs that nobody sees.
create function plain_words(t text) returns text language sql stable set search_path = public, pg_temp as $$
  select ' ' || btrim(regexp_replace(lower(unaccent(regexp_replace(normalize(coalesce(t, ''), NFKC),
    '[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]', '', 'g'))), '[^[:alnum:]]+', ' ', 'g')) || ' '
$$;
-- A theme is somebody's own sentence: six words on end of what was said, or the whole of something short, are not.
create function repeats(theme text, said text) returns boolean language plpgsql stable set search_path = public, pg_temp as $$
declare t text := plain_words(theme); w text[] := string_to_array(btrim(plain_words(said)), ' '); n integer := cardinality(w);
begin
  if n < 3 then return t = plain_words(said); end if;
  if n < 6 then return position(plain_words(said) in t) > 0; end if;
  for i in 1 .. n - 5 loop
    if position(' ' || array_to_string(w[i:i + 5], ' ') || ' ' in t) > 0 then return true; end if;
  end loop;
  return false;
end $$;
-- Who is there, by class and organisation and never by person.
create function audience_of(which uuid) returns text[] language sql stable set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct v.k), '{}') from membership m
    cross join lateral (values ('class ' || m.class), ('organisation ' || m.organisation_id::text)) v (k)
   where m.space_id = which and v.k is not null and m.first_chapter is not null and m.starts_at <= clock_now()
     and (m.ends_at is null or m.ends_at > clock_now())
$$;

-- The organisations the asker knows of, as their names are spelled: whole, without brackets, in brackets, without its legal form.
create function known_names() returns table (organisation uuid, spelled text) language sql stable security definer set search_path = public, pg_temp as $$
  select distinct o.id, btrim(v.s) from organisation o cross join lateral (values (o.name),
      (regexp_replace(o.name, '\s*\([^)]*\)', '', 'g')), (substring(o.name from '\(([^)]+)\)')), (regexp_replace(o.name, '^the\s+', '', 'i')),
      (regexp_replace(o.name, '[\s,]+(ltd|limited|cic|plc|cio|llp|inc)\.?\s*$', '', 'i'))) v (s)
   where o.id = any (my_organisations()) and length(btrim(plain_words(v.s))) >= 3
$$;
create function names_in(t text) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct k.organisation), '{}') from known_names() k where position(plain_words(k.spelled) in plain_words(t)) > 0
$$;
create function without_names(t text) returns text language plpgsql stable security definer set search_path = public, pg_temp as $$
declare s text;
begin
  for s in select k.spelled from known_names() k group by 1 order by length(k.spelled) desc, 1 loop
    t := regexp_replace(t, '(?<![[:alnum:]])' || regexp_replace(s, '([^[:alnum:]\s])', '\\\1', 'g') || '(?![[:alnum:]])', '[an organisation]', 'gi');
  end loop;
  return t;
end $$;
-- Who speaks for an organisation: those to whom somebody else gave it, and who read what was said. A journal has one
-- reader, so there it is asked of those who are in the place where the words would go.
create function voices_for(named uuid[], said_in uuid, going_to uuid) returns table (organisation uuid, person uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.organisation_id, m.person_id from chapter c join space s on s.id = c.space_id
    join membership m on m.space_id = case s.kind when 'person' then going_to else s.id end
   where c.id = said_in and m.organisation_id = any (named) and 'speaks_for_organisation' = any (m.roles)
     and coalesce(m.voice_by, m.brought_by) <> m.person_id
     and m.first_chapter is not null and (s.kind = 'person' or c.number = 0 or c.number >= m.first_chapter)
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;
-- Those of the named for whom nobody speaks, by the names the asker knows them by.
create function unspoken(named uuid[], said_in uuid, going_to uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select string_agg(coalesce((select o.name from organisation o where o.id = n and o.id = any (my_organisations())), 'that organisation'), ', ' order by n)
    from (select distinct unnest(named) as n) x where not exists (select from voices_for(named, said_in, going_to) v where v.organisation = n)
$$;
-- Under which organisations somebody is, or was, in the space where the words were said.
create function belongs_to(who uuid, said_in uuid) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.organisation_id), '{}') from chapter c join membership m on m.space_id = c.space_id
   where c.id = said_in and m.person_id = who and m.organisation_id is not null and m.first_chapter is not null
$$;
create function nobody_said(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from crossing c where c.id = which and c.speaker_id is null) $$;
-- Silence means it stays, and what stays is kept in no proposal.
create function lapse_due() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare which uuid; done integer := 0;
begin
  for which in select c.id from crossing c where c.lapses_at <= clock_now()
      and not exists (select from crossing_outcome o where o.crossing_id = c.id) order by c.id loop
    perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
    if exists (select from crossing_outcome o where o.crossing_id = which) then continue; end if;
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    done := done + 1;
  end loop;
  return done;
end $$;
grant select (lapses_at), update (words, purpose) on crossing to :"gate";
grant select, insert on crossing_outcome to :"gate";
create policy gate_lapses on crossing for update to :"gate" using (true) with check (words is null);
create policy gate_reads on crossing_outcome for select to :"gate" using (true);
create policy gate_lapses on crossing_outcome for insert to :"gate" with check (outcome = 'stays');
revoke all on function known_names, names_in, without_names, voices_for, unspoken, belongs_to, nobody_said, lapse_due from public;
grant execute on function known_names, names_in, nobody_said to :"web";
grant execute on function names_in, without_names, voices_for, unspoken, belongs_to to :"mover";
grant execute on function lapse_due to :"worker";
do $$ declare f text; begin
  foreach f in array array['known_names()', 'names_in(text)', 'without_names(text)', 'voices_for(uuid[],uuid,uuid)',
      'unspoken(uuid[],uuid,uuid)', 'belongs_to(uuid,uuid)', 'nobody_said(uuid)', 'lapse_due()'] loop
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;

set local role :"mover";
create or replace function settle_crossing(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; rule text; yes integer; asked integer; there text[]; come text;
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
  select count(*) filter (where k.answer = 'goes'), count(*) into yes, asked from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all'))
     or exists (select from evidence e where e.id = c.source_id and c.source_kind = 'evidence' and e.words is null) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  if asked > 0 and not (case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
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

-- Asks. Who must consent follows from whose words they are, from the names they carry and from the rules of the space
-- they leave, never from the asker. `hat`: "myself" or "organisation", said by the speaker of their own words.
-- Answers "carries …" or "speaks …", and does nothing, where a name would go along for which nobody speaks.
drop function propose_crossing(uuid, text, uuid, integer, text, text, uuid, text, text, date, uuid);
create function propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid,
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
    union all select new_id, p, 'group', there from readers_of(here_chapter) p where sort <> 'person';
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;

create or replace function take_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- The speaker; where nobody knows who that was, any of those who were asked, since it may have been them.
  if not exists (select from crossing x where x.id = which and (x.speaker_id = me() or (x.speaker_id is null and exists (
      select from consent k where k.crossing_id = which and k.person_id = me())))) then raise exception 'not found' using errcode = 'TF404'; end if;
  return pull_back(which);
end $$;
-- Takes the words back from every place they went to, and from wherever they went on to from there.
-- Returns how many copies were blanked; fewer than the ledger holds is an error, never a success.
create function pull_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
  for r in select e.space_id, e.id, e.chapter_id, e.words, s.zone from release l join evidence e on e.id = l.row_id join space s on s.id = e.space_id
            where l.crossing_id = which and l.into_table = 'evidence' order by e.id for update of e loop
    -- Whatever was let out of what rests on it goes as well: it may hold the words in another wording.
    update receiver v set let_out = '' where v.space_id = r.space_id and v.insight_id in (
      select l.insight_id from insight_evidence l where l.evidence_id = r.id);
    update insight i set words = null where i.space_id = r.space_id and i.id in (
      select l.insight_id from insight_evidence l where l.evidence_id = r.id and (l.bears = 'quotes' or position(r.words in i.words) > 0));
    insert into look_again (space_id, insight_id, chapter_id, due_at)
      select l.space_id, l.insight_id, l.chapter_id,
             (((clock_now() at time zone r.zone) + interval '18 hours')::date + time '06:00') at time zone r.zone
        from insight_evidence l where l.space_id = r.space_id and l.evidence_id = r.id;
    update evidence set words = null, tsv = ''::tsvector, speaker_id = null where space_id = r.space_id and id = r.id;
    done := done + 1;
    perform append_event(r.chapter_id, 'evidence.taken_back', r.id, null, date_trunc('day', clock_now()));
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id
        and x.speaker_id is not distinct from said order by x.id loop
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
revoke all on function propose_crossing, pull_back from public;
grant execute on function propose_crossing to :"web";
reset role;
