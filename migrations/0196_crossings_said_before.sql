-- Whose words a proposal repeats is asked of the threes of each chapter too (0193); across all of a large space it was dear.
grant execute on function evidence_repeated, my_chapters_of to :"mover";
set local role :"mover";
create or replace function propose_crossing(new_id uuid, kind text, source uuid, version integer, in_words text, in_form text, target uuid, why text, told text, until_day date, organisations uuid[], hat text DEFAULT NULL::text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
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
    select distinct new_id, w.who, 'speaker', there from evidence_repeated(case when kind = 'evidence' then my_chapters_of(here) else '{}' end, in_words) v
      cross join lateral (select case when v.crossing_id is null then v.speaker_id else speaker_of(v.crossing_id) end as who) w
     where v.id <> source and w.who is not null and cardinality(string_to_array(btrim(plain_words(v.words)), ' ')) >= 6 on conflict do nothing;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;
reset role;
