-- What a room makes together and accepts leaves it as itself: the acceptance is the consent, as was said before anybody answered.
-- It crosses like everything else (an open crossing where it names an organisation, a ledger, a taking back) and lands in the
-- library as a version.

alter table crossing drop constraint crossing_source_kind_check, add constraint crossing_source_kind_check
  check (source_kind in ('entry', 'evidence', 'insight', 'contribution', 'output', 'promise'));

-- What was kept, told to those who were in the activity, guests as well: they learn here what left the room.
create table room_output (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, activity_id uuid not null, accept_step uuid not null, crossing_id uuid not null,
  key text not null check (length(key) <= 60), type text not null check (length(type) <= 30), title text not null check (length(title) between 1 and 120),
  words text not null check (length(words) between 1 and 20000), stands boolean not null, against text not null check (against in ('none', 'some', 'untold')),
  told jsonb, shape jsonb, kept_on date not null default (clock_now())::date,
  primary key (space_id, id), unique (id), unique (crossing_id), foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
create index room_output_step on room_output (accept_step);
grant select on room_output to :"web";
grant select, insert, update (shape), delete on room_output to :"gate";
alter table room_output enable row level security; alter table room_output force row level security;
create policy readers on room_output to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on room_output to :"gate" using (true) with check (true);

-- An output of an activity with its acceptance, for whoever facilitates: where it would go, what the room sees of it, and what stood against it.
create function output_to_keep(in_activity uuid, which text, out target uuid, out room uuid, out chapter uuid, out output jsonb, out method jsonb,
    out accept uuid, out whole jsonb, out named boolean, out answers integer, out not_yet integer, out told jsonb, out is_open boolean, out call uuid, out called text, out held date)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare a activity; r gathering_room; s jsonb;
begin
  select * into a from activity x where x.id = in_activity and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or not i_facilitate(a.space_id) then return; end if;
  select * into r from gathering_room x where x.space_id = a.space_id;
  select g.space_id, g.id, g.title, (a.started_at at time zone g.zone)::date into target, call, called, held from gathering g where g.id = r.gathering_id;
  method := a.definition; room := a.space_id; chapter := a.chapter_id;
  select o into output from jsonb_array_elements(method->'harvest') o where o->>'key' = which and o->>'leaves' = 'room_accepts';
  if output is null then target := null; return; end if;
  is_open := not r.rehearsal and (r.closed_at is null or r.harvest_until > clock_now());
  select p into s from jsonb_array_elements(method->'steps') p
   where p->>'kind' = 'acceptance' and exists (select from jsonb_array_elements_text(p->'from') f where output->'from' ? f) limit 1;
  select x.id into accept from activity_step x where x.activity_id = a.id and x.key = s->>'key' and x.shown_at is not null order by x.turn desc, x.opened_at desc limit 1;
  named := coalesce(s->>'attribution', method->>'attribution') <> 'anonymous';
  select count(*), count(*) filter (where c.value->>'answer' = 'not_yet') into answers, not_yet from contribution c where c.step_id = accept and c.shown;
  select nullif(d.numbers->'answer', 'null') into told from disclosed d
   where d.about = accept or d.about in (select o.id from room_output o where o.accept_step = accept) order by d.on_day limit 1;
  select jsonb_build_array(a.definition, coalesce(jsonb_agg(c.value), '[]')) into whole from contribution c
   where c.activity_id = a.id and c.shown and c.seen_by = 'room';
end $$;

-- Keeps an output, as those who accepted it were told. 'went', 'open' (an organisation it names is asked), 'carries …', or why not:
-- 'over', 'not_accepted', 'nobody'.
create function keep_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, anyway boolean, bare boolean, in_group uuid, at_address text,
    audience text, from_where text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare o record; goes_to uuid; carried uuid[] := '{}'; silent text; standing uuid; there text[]; before uuid; stands boolean; against text;
begin
  select * into o from output_to_keep(in_activity, which);
  if o.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if bare then in_words := without_names(in_words); end if;
  if not o.is_open then return 'over'; end if;
  if o.accept is null then return 'not_accepted'; end if;
  if o.named and o.answers = 0 then return 'nobody'; end if;
  if not words_in(coalesce((select string_agg(t->>'name', E'\n') from jsonb_array_elements(in_shape->'things') t), in_words), o.whole) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  against := case when o.named then case when o.not_yet > 0 then 'some' else 'none' end
    when (o.told #>> '{cells,not_yet,from}')::integer > 0 then 'some' else 'untold' end;
  stands := against = 'none' or anyway;
  perform pg_advisory_xact_lock(hashtextextended('output ' || in_activity || which, 0));
  -- Said anew, what was kept before goes first.
  for before in select x.crossing_id from kept_before(in_activity, which) x loop perform pull_back(before); end loop;
  if o.output->>'type' = 'map' then
    goes_to := map_group(in_activity, in_group, o.method->>'key' || '/' || which, at_address, o.output->>'title', in_words);
    if goes_to is null then return 'alone'; end if;
  else
    goes_to := o.target;
    carried := names_in(in_words);
    select c.id into standing from chapter c where c.space_id = goes_to and c.number = 0;
    silent := unspoken(carried, standing, goes_to);
    if silent is not null then return 'carries ' || silent; end if;
  end if;
  insert into crossing (id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
    values (new_crossing, me(), o.room, o.chapter, 'output', new_id, goes_to, 'unnamed', in_words, '', audience, carried, clock_now() + interval '30 days', from_where, o.held);
  perform note_output(new_id, new_crossing, in_activity, which, in_words, in_shape, stands, against);
  there := audience_of(goes_to);
  insert into consent (crossing_id, person_id, standing, stood)
    select distinct new_crossing, x.person, 'organisation', there from voices_for(carried, standing, goes_to) x;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  silent := settle_crossing(new_crossing);
  -- Whoever pressed need not be in the group that keeps it, so it is not theirs to read on.
  if o.output->>'type' = 'map' then update crossing set words = o.output->>'title' where id = new_crossing; end if;
  return silent;
end $$;
create function note_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, it_stands boolean, was_against text)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare o record;
begin
  select * into o from output_to_keep(in_activity, which);
  insert into room_output (space_id, id, chapter_id, activity_id, accept_step, crossing_id, key, type, title, words, stands, against, told, shape)
    values (o.room, new_id, o.chapter, in_activity, o.accept, new_crossing, which, o.output->>'type', o.output->>'title', case o.output->>'type' when 'map' then o.output->>'title' else in_words end, it_stands, was_against,
      coalesce(o.told, (select d.numbers->'answer' from disclosed d where d.about = new_id)), in_shape);
end $$;
create function kept_before(in_activity uuid, which text) returns table (crossing_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select o.crossing_id from room_output o join crossing x on x.id = o.crossing_id and x.words is not null
   where o.activity_id = in_activity and o.key = which order by o.id
$$;
-- 0145 says with whom a map is kept.
create function map_group(in_activity uuid, in_group uuid, as_key text, at_address text, called text, in_words text) returns uuid
  language sql volatile security definer set search_path = public, pg_temp as $$ select null::uuid $$;

-- What crossed lands: the artefact of this output in that space, and its next version. A draft stands in the dated chapter of those who are in it now.
create function land_output(which uuid, out doc uuid) language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; o room_output; a activity; g record; standing uuid; into_chapter uuid; art uuid; line uuid; n integer; lang regconfig; as_key text;
begin
  select * into c from crossing x where x.id = which;
  select * into o from room_output x where x.id = c.source_id;
  select * into a from activity x where x.id = o.activity_id;
  select x.id, x.title into g from gathering x join gathering_room r on r.gathering_id = x.id where r.space_id = o.space_id;
  if exists (select from space s where s.id = c.to_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select s.search_language into lang from space s where s.id = c.to_space;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  into_chapter := standing;
  if not o.stands then select h.id into into_chapter from chapter h where h.space_id = c.to_space order by h.number desc limit 1; end if;
  as_key := a.definition->>'key' || '/' || o.key;
  perform pg_advisory_xact_lock(hashtextextended('artefact ' || c.to_space || as_key, 0));
  select x.id into art from artefact x where x.space_id = c.to_space and x.kept_key = as_key;
  if art is null then
    art := gen_random_uuid();
    insert into artefact (space_id, id, chapter_id, sort, title, kept_key, made_at)
      values (c.to_space, art, standing, case o.type when 'map' then 'representation' else 'statement' end, o.title, as_key, date_trunc('day', clock_now()));
  end if;
  select coalesce(d.line_id, d.id) into line from document d where d.space_id = c.to_space and d.artefact_id = art order by d.number limit 1;
  select coalesce(max(d.number), 0) + 1 into n from document d where d.space_id = c.to_space and d.artefact_id = art;
  doc := gen_random_uuid();
  insert into document (space_id, id, chapter_id, title, kind, text, pages, notes, source, dated, line_id, number, artefact_id, occasion, occasion_on, made_at, tsv)
    values (c.to_space, doc, into_chapter, o.title, 'pasted', c.words, '[]', '{}', c.provenance, c.said_on, line, n, art, left(g.title, 200), c.said_on,
      date_trunc('day', clock_now()), setweight(to_tsvector(lang, o.title), 'A') || to_tsvector(lang, c.words));
  insert into version_from (space_id, document_id, chapter_id, artefact_id, gathering_id, crossing_id, method_key, method, step, gathering, held_on, told, against, shape)
    values (c.to_space, doc, into_chapter, art, g.id, c.id, a.definition->>'key', a.definition->>'title',
      coalesce((select s->>'title' from jsonb_array_elements(a.definition->'steps') s join activity_step x on x.id = o.accept_step and s->>'key' = x.key), o.title),
      left(g.title, 200), c.said_on, case when o.told->>'answers' is null then null else o.told end, o.against, o.shape);
  -- What was let go of its acceptance before it was kept stands beside it as well.
  insert into version_beside (space_id, evidence_id, chapter_id, document_id, against)
    select e.space_id, e.id, e.chapter_id, doc, k.attribution <> 'anonymous' and k.value->>'answer' = 'not_yet'
      from evidence e join crossing x on x.id = e.crossing_id and x.source_kind = 'contribution' join contribution k on k.id = x.source_id
     where e.space_id = c.to_space and k.step_id = o.accept_step and e.words is not null on conflict do nothing;
  -- A map is kept with its group, and in the room no longer than that.
  if o.type = 'map' then update room_output set shape = null where space_id = o.space_id and id = o.id; end if;
  perform append_event(into_chapter, case when o.stands then 'artefact.stands' else 'artefact.made' end, art, null, date_trunc('day', clock_now()));
end $$;
-- A line of the acceptance that its author lets go afterwards.
create function stand_beside() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into version_beside (space_id, evidence_id, chapter_id, document_id, against)
    select new.space_id, new.id, new.chapter_id, f.document_id, k.attribution <> 'anonymous' and k.value->>'answer' = 'not_yet'
      from crossing x join contribution k on k.id = x.source_id join room_output o on o.accept_step = k.step_id
      join version_from f on f.crossing_id = o.crossing_id and f.space_id = new.space_id
     where x.id = new.crossing_id and x.source_kind = 'contribution' on conflict do nothing;
  return null;
end $$;
revoke all on function stand_beside from public;
alter function stand_beside owner to :"gate";
set local role :"gate";
grant execute on function stand_beside to :"owner";
reset role;
create trigger stands_beside after insert on evidence for each row when (new.crossing_id is not null) execute function stand_beside();

-- Whoever facilitates that room takes it back, at any time while the room is there.
create function take_output_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare about uuid := output_of_mine(which);
begin
  if about is null then raise exception 'not found' using errcode = 'TF404'; end if;
  return pull_back(about);
end $$;
create function output_of_mine(which uuid) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select o.crossing_id from room_output o where o.id = which and o.chapter_id = any (my_chapters()) and i_facilitate(o.space_id) and not by_token()
$$;
-- How what was kept of a room stands, for those who were in it: and nothing of who is asked about a name it carries.
create function kept_in(in_room uuid) returns table (id uuid, state text, to_name text, document_id uuid, named boolean, signed boolean) language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, case when u.outcome = 'went' and x.words is null then 'taken_back' else coalesce(u.outcome, 'not_settled') end,
      case when o.type <> 'map' then s.name end, f.document_id, h.person_id is not null, h.signed_on is not null
    from room_output o join crossing x on x.id = o.crossing_id join space s on s.id = x.to_space
    left join crossing_outcome u on u.crossing_id = x.id left join version_from f on f.crossing_id = x.id
    left join version_hand h on h.space_id = f.space_id and h.document_id = f.document_id and h.person_id = me()
   where o.space_id = in_room and o.chapter_id = any (my_chapters())
$$;

set local role :"gate";
create or replace function may_put_hand(in_space uuid, which uuid, in_chapter uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select case when exists (select from version_from f where f.space_id = in_space and f.document_id = which)
    then exists (select from version_from f join room_output o on o.crossing_id = f.crossing_id
      where f.space_id = in_space and f.document_id = which and o.chapter_id = any (my_chapters()))
    else in_chapter = any (my_chapters()) end
$$;
create or replace function may_answer(which uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from consent k join crossing c on c.id = k.crossing_id where k.crossing_id = which and k.person_id = who and (
       k.standing = 'speaker' or (k.standing = 'group' and who in (select readers_of(c.from_chapter)))
    or (k.standing = 'organisation' and who in (select v.person from voices_for(c.names_organisations,
          case when c.source_kind in ('contribution', 'output', 'promise') then (select h.id from chapter h where h.space_id = c.to_space and h.number = 0) else c.from_chapter end,
          coalesce(c.to_space, (select g.voices_in from sending g where g.crossing_id = which))) v))))
$$;
reset role;
set local role :"mover";
create or replace function land(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig; held text;
begin
  select * into c from crossing x where x.id = which;
  -- What is handed over as itself lands as itself.
  held := case when c.to_seat is not null then 'receiver' when c.source_kind = 'output' then 'document' when c.source_kind = 'promise' then 'action' end;
  if held is not null then
    new_id := case held when 'receiver' then land_at_seat(which) when 'document' then land_output(which) else land_promise(which) end;
    insert into release (crossing_id, into_table, row_id) values (c.id, held, new_id);
    insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
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
end $$;
create or replace function pull_back(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
  for r in select l.row_id, l.into_table from release l where l.crossing_id = which and l.into_table in ('document', 'action') order by l.row_id loop
    if r.into_table = 'document' then perform drop_kept(went_to, r.row_id); else perform drop_promise(went_to, r.row_id); end if;
    done := done + 1;
  end loop;
  if done < owed then raise exception 'took back % of % copies', done, owed using errcode = 'TF500'; end if;
  insert into withdrawal (crossing_id, by) values (which, me());
  if not exists (select from crossing_outcome o where o.crossing_id = which) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
  end if;
  update crossing set words = null, purpose = '' where id = which;
  return done;
end $$;
reset role;

do $$ declare f text; begin
  foreach f in array array['output_to_keep(uuid, text)', 'note_output(uuid, uuid, uuid, text, text, jsonb, boolean, text)', 'kept_before(uuid, text)',
      'map_group(uuid, uuid, text, text, text, text)', 'land_output(uuid)', 'output_of_mine(uuid)', 'kept_in(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'mover');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  foreach f in array array['keep_output(uuid, uuid, uuid, text, text, jsonb, boolean, boolean, uuid, text, text, text)', 'take_output_back(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'mover');
  end loop;
end $$;
set local role :"gate";
grant execute on function output_to_keep, kept_in to :"web";
reset role;
