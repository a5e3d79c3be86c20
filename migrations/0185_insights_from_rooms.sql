-- What a room makes arrives as what it is: what it means to everybody who was there as insights, what it decided as a decision, each a
-- link of the chain of the space that called, without an author.
grant insert on evidence, insight, insight_evidence to :"gate";
grant delete on decision to :"gate";

-- A decision of a room is one where nobody said “not yet”; else it is a version with what was said against it beside it.
create function lands_as(which uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when o.type = 'insights' and o.shape ? 'lines' then 'insight'
              when o.type = 'decision' and o.stands and o.against = 'none' and length(x.words) <= 1000 then 'decision' else 'document' end
    from crossing x join room_output o on o.id = x.source_id where x.id = which
$$;
create function land_insights(which uuid) returns setof uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; into_chapter uuid; lang regconfig; said text; evidence_id uuid; insight_id uuid; on_day timestamptz := date_trunc('day', clock_now());
begin
  select * into c from crossing x where x.id = which;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select h.id, s.search_language into into_chapter, lang from chapter h join space s on s.id = h.space_id where h.space_id = c.to_space order by h.number desc limit 1;
  for said in select l from room_output o cross join jsonb_array_elements_text(o.shape->'lines') l where o.id = c.source_id loop
    evidence_id := gen_random_uuid(); insight_id := gen_random_uuid();
    insert into evidence (space_id, id, chapter_id, words, attribution, author_id, crossing_id, brought_on, valid_until, made_at, tsv, method, dated)
      values (c.to_space, evidence_id, into_chapter, said, 'unnamed', null, which, (clock_now())::date, c.until, on_day, to_tsvector(lang, said), c.provenance, c.said_on);
    perform append_event(into_chapter, 'evidence.brought_in', evidence_id, null, on_day);
    begin
      insert into insight (space_id, id, chapter_id, words, sense_made_by, author_id, made_at)
        values (c.to_space, insight_id, into_chapter, left(said, 1000), left(c.provenance, 500), null, on_day);
      insert into insight_evidence (space_id, insight_id, evidence_id, chapter_id, bears) values (c.to_space, insight_id, evidence_id, into_chapter, 'quotes');
      perform append_event(into_chapter, 'insight.written', insight_id, null, on_day);
    -- What repeats something of a chapter that not everybody there reads is no insight of theirs: it is said as evidence alone.
    exception when sqlstate 'TF032' then null;
    end;
    return next evidence_id;
  end loop;
  -- In the room it is kept no longer in parts.
  update room_output set shape = null where id = c.source_id;
end $$;
create function land_decision(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; standing uuid; new_id uuid := gen_random_uuid(); called text;
begin
  select * into c from crossing x where x.id = which;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  select g.title into called from gathering g join gathering_room r on r.gathering_id = g.id where r.space_id = c.from_space;
  insert into decision (space_id, id, chapter_id, words, decided_on, taken_by, author_id, made_at)
    values (c.to_space, new_id, standing, c.words, c.said_on, left('Those in the room at “' || called || '”', 300), null, date_trunc('day', clock_now()));
  perform append_event(standing, 'decision.made', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $$;
-- What one activity made and decided hangs together, whichever of the two arrived first.
create function tie_learned(of_space uuid, quoted uuid[], decided uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('chain ' || of_space, 0));
  insert into chain_link (space_id, chapter_id, from_kind, from_id, to_kind, to_id)
    select i.space_id, i.chapter_id, 'insight', i.id, 'decision', d from insight_evidence l join insight i on i.space_id = l.space_id and i.id = l.insight_id
      cross join unnest(decided) d where l.space_id = of_space and l.evidence_id = any (quoted) and l.bears = 'quotes' and i.author_id is null and i.version = 1
    on conflict do nothing;
end $$;
-- Taken back, it goes; where something was built on it, its words go and its place stays.
create function drop_decision(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  if exists (select from chain_link l where l.space_id = of_space and l.from_id = which) or exists (select from dead_end d where d.space_id = of_space and d.item_id = which) then
    update decision set words = 'Taken back', taken_by = '' where space_id = of_space and id = which;
  else
    delete from chain_link l where l.space_id = of_space and l.to_id = which;
    delete from decision where space_id = of_space and id = which;
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
do $$ declare f text; begin
  foreach f in array array['lands_as(uuid)', 'land_insights(uuid)', 'land_decision(uuid)', 'tie_learned(uuid, uuid[], uuid[])', 'drop_decision(uuid, uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'mover');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;

set local role :"gate";
-- The lines of what all who were there say yes to, each as the room was shown it, or without the names it carried.
create function lines_within(in_shape jsonb, in_words text) returns jsonb language plpgsql stable set search_path = public, pg_temp as $$
declare l text; kept jsonb := '[]';
begin
  for l in select x from jsonb_array_elements_text(in_shape->'lines') x loop
    if position(l in in_words) = 0 then l := without_names(l); end if;
    if btrim(l) = '' or position(l in in_words) = 0 then raise exception 'refused' using errcode = 'TF003'; end if;
    kept := kept || to_jsonb(l);
  end loop;
  return jsonb_build_object('lines', kept);
end $$;
revoke all on function lines_within(jsonb, text) from public;
create or replace function note_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, it_stands boolean, was_against text)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare o record;
begin
  select * into o from output_to_keep(in_activity, which);
  if exists (select from jsonb_array_elements(in_shape->'things') t where jsonb_typeof(t->'spread') = 'object'
      and not exists (select from activity_step s join disclosed d on d.about = s.id cross join lateral jsonb_each(d.numbers) n
        where s.activity_id = in_activity and n.value = t->'spread')) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  if in_shape ? 'lines' then
    in_shape := case when o.output->>'type' = 'insights' and o.output->>'leaves' = 'all_say_yes' then lines_within(in_shape, in_words) end;
  end if;
  insert into room_output (space_id, id, chapter_id, activity_id, accept_step, crossing_id, key, type, title, words, stands, against, told, shape)
    values (o.room, new_id, o.chapter, in_activity, o.accept, new_crossing, which, o.output->>'type', o.output->>'title', case o.output->>'type' when 'map' then o.output->>'title' else in_words end, it_stands, was_against,
      coalesce(o.told, (select d.numbers->'answer' from disclosed d where d.about = new_id)), in_shape);
end $$;
reset role;
set local role :"mover";
CREATE OR REPLACE FUNCTION public.land(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig; held text;
begin
  select * into c from crossing x where x.id = which;
  -- What is handed over as itself lands as itself.
  held := case when c.to_seat is not null then 'receiver' when c.source_kind = 'output' then lands_as(which) when c.source_kind = 'promise' then 'action' end;
  if held is not null then
    if held = 'insight' then
      -- Each line is an insight that rests on its own words, and is taken back with them.
      for new_id in select land_insights(which) loop
        insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
      end loop;
    else
      new_id := case held when 'receiver' then land_at_seat(which) when 'document' then land_output(which) when 'decision' then land_decision(which)
        else land_promise(which) end;
      insert into release (crossing_id, into_table, row_id) values (c.id, held, new_id);
    end if;
    insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
    if held in ('insight', 'decision') then
      perform tie_learned(c.to_space,
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.from_chapter = c.from_chapter
          and x.to_space = c.to_space and x.words is not null and l.into_table = 'evidence'),
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.from_chapter = c.from_chapter
          and x.to_space = c.to_space and x.words is not null and l.into_table = 'decision'));
    end if;
    return new_id;
  end if;
  select ch.id, s.search_language into into_chapter, lang from chapter ch join space s on s.id = ch.space_id
    where ch.space_id = c.to_space order by ch.number desc limit 1;
  insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, crossing_id, brought_on, valid_until, made_at, tsv, method, dated, said_by)
    values (c.to_space, new_id, into_chapter, c.words,
            case c.form when 'words' then 'named' when 'unnamed' then 'unnamed' else 'theme' end,
            case c.form when 'words' then c.speaker_id end, null, c.id, (clock_now())::date, c.until,
            case c.form when 'words' then clock_now() else date_trunc('day', clock_now()) end, to_tsvector(lang, c.words), c.provenance, c.said_on,
            case when c.source_kind = 'contribution' and c.form = 'words' then speaker_name(c.id) else '' end);
  insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
  insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
  perform append_event(into_chapter, 'evidence.brought_in', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $function$;
CREATE OR REPLACE FUNCTION public.pull_back(which uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare owed integer; done integer := 0; r record; onward record; said uuid; went_to uuid;
begin
  -- The same lock as settling takes: a landing and a taking back must not pass each other.
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from withdrawal w where w.crossing_id = which) then return 0; end if;
  select x.speaker_id, x.to_space into said, went_to from crossing x where x.id = which;
  -- Somebody else of those who may have said it was first: each sees only their own taking back.
  if said is null and exists (select from crossing x join crossing_outcome o on o.crossing_id = x.id where x.id = which and x.words is null)
    then return 0; end if;
  select count(*) into owed from release l where l.crossing_id = which;
  done := empty_seat(which);
  for r in select e.space_id, e.id, e.chapter_id from release l join evidence e on e.id = l.row_id
            where l.crossing_id = which and l.into_table = 'evidence' order by e.id for update of e loop
    update evidence set words = null, tsv = ''::tsvector, speaker_id = null where space_id = r.space_id and id = r.id;
    done := done + 1;
    perform append_event(r.chapter_id, 'evidence.taken_back', r.id, null, date_trunc('day', clock_now()));
    for onward in select x.id from crossing x where x.source_kind = 'evidence' and x.source_id = r.id
        and (x.speaker_id is not distinct from said or x.to_seat is not null) order by x.id loop
      perform pull_back(onward.id);
    end loop;
  end loop;
  for r in select l.row_id, l.into_table from release l where l.crossing_id = which and l.into_table in ('document', 'action', 'decision') order by l.row_id loop
    if r.into_table = 'document' then perform drop_kept(went_to, r.row_id);
    elsif r.into_table = 'decision' then perform drop_decision(went_to, r.row_id);
    else perform drop_promise(went_to, r.row_id); end if;
    done := done + 1;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null, purpose = '' where id = which;
  return done;
end $function$;
reset role;

-- Paper typed in at a table is told to those who sat there and to whoever facilitates; all other paper to everybody in the activity.
create function at_other_table(step uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from activity_step s where s.id = step and s.small_id is not null and not i_facilitate(s.space_id) and not i_sat_at(s.small_id))
$$;
revoke all on function at_other_table(uuid) from public;
grant execute on function at_other_table(uuid) to :"web";
alter function at_other_table(uuid) owner to :"gate";
drop policy own_table on paper_sheet;
create policy own_table on paper_sheet as restrictive for select to :"web" using (not at_other_table(step_id));
