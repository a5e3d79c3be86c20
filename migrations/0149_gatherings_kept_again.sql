-- What was kept stays until what takes its place can stand; and a name that somebody put to a version is theirs to take off for ever.
set local role :"mover";
-- Keeps an output, as those who accepted it were told. 'went', 'open' (an organisation it names is asked), 'carries …', or why not:
-- 'over', 'not_accepted', 'nobody'.
create or replace function keep_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, anyway boolean, bare boolean, in_group uuid, at_address text,
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
  -- Said anew, what was kept before goes: once nothing stands in the way of what takes its place.
  for before in select x.crossing_id from kept_before(in_activity, which) x loop perform pull_back(before); end loop;
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
reset role;
set local role :"gate";
-- Puts my name to a version, or takes it off; signs it, or takes that back. Of what a room kept, those who were in it may.
create or replace function put_hand(which uuid, named boolean, signs boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; was text := current_setting('app.forgetting', true);
begin
  select k.space_id, k.id, k.chapter_id into d from document k where k.id = which and not by_token() 
     and (may_put_hand(k.space_id, k.id, k.chapter_id) or exists (select from version_hand h where h.space_id = k.space_id and h.document_id = k.id and h.person_id = me()));
  if d.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- One's own name comes off wherever one is now, and of a closed space as well.
  if not named then
    perform set_config('app.forgetting', 'on', true);
    delete from version_hand h where h.space_id = d.space_id and h.document_id = d.id and h.person_id = me();
    perform set_config('app.forgetting', coalesce(was, ''), true);
    return;
  end if;
  insert into version_hand (space_id, document_id, person_id, chapter_id, name, signed_on)
    select d.space_id, d.id, p.id, d.chapter_id, p.name, case when signs then (clock_now())::date end from person p where p.id = me()
    on conflict (space_id, document_id, person_id) do update set signed_on = case when signs then coalesce(version_hand.signed_on, excluded.signed_on) end;
end $$;
-- Where the first version of several goes, the next takes its place, as document_goes has it.
create or replace function drop_kept(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; e record; was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  select k.id, k.chapter_id, k.kind, k.artefact_id into d from document k where k.space_id = of_space and k.id = which for update;
  if d.id is null then return; end if;
  for e in select v.id, v.chapter_id, v.words is not null as said from evidence v where v.space_id = of_space and v.document_id = which order by v.id for update loop
    update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', said_by = '', speaker_id = null,
           dated = null, n = null, document_id = null, starts = null, ends = null
     where space_id = of_space and id = e.id;
    if e.said then perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now())); end if;
  end loop;
  delete from document k where k.space_id = of_space and k.id = which;
  insert into document_gone (space_id, id, chapter_id, kind, month, by_bringer)
    select of_space, which, d.chapter_id, d.kind, date_trunc('month', clock_now() at time zone s.zone)::date, true from space s where s.id = of_space;
  delete from artefact a where a.space_id = of_space and a.id = d.artefact_id and not exists (select from document k where k.space_id = of_space and k.artefact_id = a.id);
  perform append_event(d.chapter_id, 'document.taken_out', which, null, date_trunc('day', clock_now()));
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;
