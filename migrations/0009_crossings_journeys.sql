-- Proposing, consenting, landing and taking back. These act in places the actor cannot see, so they are the mover's.

grant select (id, speaker_id, form) on crossing to :"gate";
create policy gate_speaker on crossing for select to :"gate" using (true);
create policy for_proposing on evidence for select to :"mover" using (chapter_id = any ((select my_chapters())::uuid[]));
grant select (space_id, id, chapter_id) on entry to :"mover";
create policy for_proposing on entry for select to :"mover" using (chapter_id = any ((select my_chapters())::uuid[]));
grant select, update (let_out) on receiver to :"mover";
create policy built_on on receiver to :"mover" using (insight_id in (select l.insight_id from insight_evidence l)) with check (true);

create function speaker_of(which uuid) returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$ select speaker_id from crossing where id = which $$;
create function directory_has(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select which = any (my_directory()) $$;
-- Those who read a chapter now: nobody is asked about, and so shown, what was said before they came.
create function readers_of(which uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person_id from chapter c join membership m on m.space_id = c.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where c.id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;

-- Puts the words where they were let go to, as evidence brought in. No author, and no hour, where no name goes along.
create function land(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig;
begin
  select * into c from crossing x where x.id = which;
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

-- Counts the consents. One "stays" settles it for good; all of them "goes" lands it; silence leaves it where it is.
create function settle_crossing(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare rule text; yes integer; asked integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from crossing_outcome o where o.crossing_id = which) then return 'settled'; end if;
  if exists (select from withdrawal w where w.crossing_id = which) then return 'settled'; end if;
  select coalesce((select r.value #>> '{}' from space_rule r, crossing x where x.id = which and r.space_id = x.from_space
     and r.rule = 'group_consent' order by r.since desc limit 1), 'all') into rule;
  select count(*) filter (where k.answer = 'goes'), count(*) into yes, asked from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all')) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  -- A rule nobody knows is the strictest.
  if asked > 0 and not (case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  perform land(which);
  return 'went';
end $$;

-- Asks. Who must consent follows from whose words they are and from the rules of the space they leave, never from the asker.
create function propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid,
    why text, told text, until_day date, organisation uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare e evidence; here uuid; here_chapter uuid; speaker uuid; sort text; was text;
begin
  if not directory_has(target) then raise exception 'not found' using errcode = 'TF404'; end if;
  if kind = 'entry' then
    select n.space_id, n.chapter_id, me() into here, here_chapter, speaker from entry n where n.id = source;
  else
    select * into e from evidence x where x.id = source and x.chapter_id = any (my_chapters())
      and (x.valid_until is null or x.valid_until >= (clock_now())::date);
    here := e.space_id; here_chapter := e.chapter_id;
    speaker := coalesce(case when e.crossing_id is not null then speaker_of(e.crossing_id) end, e.speaker_id);
    if e.id is not null and (e.words is null or (in_form <> 'theme' and position(in_words in e.words) = 0)) then
      raise exception 'refused' using errcode = 'TF003'; end if;
    if in_form = 'words' and e.attribution <> 'named' then raise exception 'refused' using errcode = 'TF004'; end if;
  end if;
  if here is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if here = target then raise exception 'refused' using errcode = 'TF005'; end if;
  select s.kind into sort from space s where s.id = here;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, source_version, to_space, form,
      words, purpose, audience, names_organisation, until, lapses_at)
    values (new_id, coalesce(speaker, me()), me(), here, here_chapter, kind, source, version, target, in_form,
      in_words, why, told, organisation, until_day, clock_now() + interval '30 days');
  if speaker is not null then
    insert into consent (crossing_id, person_id, standing) values (new_id, speaker, 'speaker');
  end if;
  if organisation is not null then
    insert into consent (crossing_id, person_id, standing)
      select distinct new_id, m.person_id, 'organisation' from membership m where m.space_id in (here, target) and m.organisation_id = organisation
        and 'speaks_for_organisation' = any (m.roles) and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) limit 1;
    if not found then raise exception 'refused' using errcode = 'TF006'; end if;
  end if;
  if sort <> 'person' then
    insert into consent (crossing_id, person_id, standing) select new_id, p, 'group' from readers_of(here_chapter) p;
  end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;

create function answer_consent(which uuid, said text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from consent k where k.crossing_id = which and k.person_id = me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from crossing_outcome o where o.crossing_id = which)
     or exists (select from crossing x where x.id = which and x.lapses_at <= clock_now()) then return 'settled'; end if;
  update consent set answer = said, answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $$;

-- Takes the words back from every place they went to, and from wherever they went on to from there.
-- Returns how many copies were blanked; fewer than the ledger holds is an error, never a success.
create function take_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare owed integer; done integer := 0; r record; onward record;
begin
  if not exists (select from crossing x where x.id = which and x.speaker_id = me()) then raise exception 'not found' using errcode = 'TF404'; end if;
  -- The same lock as settling takes: a landing and a taking back must not pass each other.
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from withdrawal w where w.crossing_id = which) then return 0; end if;
  select count(*) into owed from release l where l.crossing_id = which;
  for r in select e.space_id, e.id, e.chapter_id, e.words, s.zone from release l join evidence e on e.id = l.row_id join space s on s.id = e.space_id
            where l.crossing_id = which and l.into_table = 'evidence' loop
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
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id and x.speaker_id = me() loop
      perform take_back(onward.id);
    end loop;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null where id = which;
  return done;
end $$;

revoke all on function speaker_of, directory_has, readers_of, land, settle_crossing, propose_crossing, answer_consent, take_back from public;
grant execute on function speaker_of, directory_has, readers_of to :"mover";
grant execute on function propose_crossing, answer_consent, take_back to :"web";
alter function speaker_of owner to :"gate"; alter function directory_has owner to :"gate"; alter function readers_of owner to :"gate";
alter function land owner to :"mover"; alter function settle_crossing owner to :"mover"; alter function propose_crossing owner to :"mover";
alter function answer_consent owner to :"mover"; alter function take_back owner to :"mover";
