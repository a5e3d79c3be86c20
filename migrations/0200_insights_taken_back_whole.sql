-- A decision that was taken back and stands for what was built on it keeps its place and nothing that anybody said with it: not its reasons,
-- what was said against it, what else was possible or what was wanted first. It is another version, so that a form that was opened before
-- does not write it back; and whoever has it open is told.
grant update (version, strength) on decision to :"gate";
set local role :"gate";
create or replace function drop_decision(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); there uuid;
begin
  perform set_config('app.forgetting', 'on', true);
  select d.chapter_id into there from decision d where d.space_id = of_space and d.id = which for update;
  if exists (select from chain_link l where l.space_id = of_space and l.from_id = which) or exists (select from dead_end d where d.space_id = of_space and d.item_id = which) then
    update decision d set words = 'Taken back', taken_by = '', reasons = '', not_heard = '', format = '', wanted = '', options = '', strength = '', missing = '', dissent = '',
           owner_id = null, version = d.version + 1
     where d.space_id = of_space and d.id = which;
  else
    delete from chain_link l where l.space_id = of_space and l.to_id = which;
    delete from decision where space_id = of_space and id = which;
  end if;
  if there is not null then perform append_event(there, 'decision.taken_back', which, null, date_trunc('day', clock_now())); end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

-- What one activity made and decided hangs together, whichever of the two arrived first. A chapter of a room may hold several activities,
-- where nobody came in between them: what one of them decided does not rest on what another learned.
create function made_with(output uuid) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select array_agg(o.id) from room_output o where o.activity_id = (select x.activity_id from room_output x where x.id = output)
$$;
revoke all on function made_with(uuid) from public;
grant execute on function made_with(uuid) to :"mover";
reset role;
set local role :"mover";
CREATE OR REPLACE FUNCTION public.land(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig; held text; made uuid[];
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
      made := made_with(c.source_id);
      perform tie_learned(c.to_space,
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.source_id = any (made)
          and x.to_space = c.to_space and x.words is not null and l.into_table = 'evidence'),
        array(select l.row_id from release l join crossing x on x.id = l.crossing_id where x.source_kind = 'output' and x.source_id = any (made)
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
reset role;
