-- What was written down for a whole room leaves as what its method says it is, a version in the space that called, once everybody who
-- was there has said yes: each for themselves, told to nobody, and each may take it back.

-- Whose yes it takes, and whether it was asked already: that is done once, unless it was taken back since.
create function asked_of_all(in_activity uuid, which text) returns table (person uuid, was_asked boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r, exists (select from room_output o join crossing x on x.id = o.crossing_id left join crossing_outcome u on u.crossing_id = x.id
      where o.activity_id = a.id and o.key = which and (x.words is not null or u.outcome = 'stays'))
    from activity a cross join lateral readers_of(a.chapter_id) r where a.id = in_activity
$$;
revoke all on function asked_of_all(uuid, text) from public;
grant execute on function asked_of_all(uuid, text) to :"mover";
alter function asked_of_all(uuid, text) owner to :"gate";
set local role :"gate";
CREATE OR REPLACE FUNCTION public.output_to_keep(in_activity uuid, which text, OUT target uuid, OUT room uuid, OUT chapter uuid, OUT output jsonb, OUT method jsonb, OUT accept uuid, OUT whole jsonb, OUT named boolean, OUT answers integer, OUT not_yet integer, OUT told jsonb, OUT is_open boolean, OUT call uuid, OUT called text, OUT held date)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare a activity; r gathering_room; s jsonb;
begin
  select * into a from activity x where x.id = in_activity and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() or not i_facilitate(a.space_id) then return; end if;
  select * into r from gathering_room x where x.space_id = a.space_id;
  select g.space_id, g.id, g.title, (a.started_at at time zone g.zone)::date into target, call, called, held from gathering g where g.id = r.gathering_id;
  method := a.definition; room := a.space_id; chapter := a.chapter_id;
  select o into output from jsonb_array_elements(method->'harvest') o where o->>'key' = which
     and (o->>'leaves' = 'room_accepts' or (o->>'leaves' = 'all_say_yes' and o->>'type' <> 'map'));
  if output is null then target := null; return; end if;
  is_open := not r.rehearsal and (r.closed_at is null or r.harvest_until > clock_now());
  select p into s from jsonb_array_elements(method->'steps') p
   where p->>'kind' = 'acceptance' and exists (select from jsonb_array_elements_text(p->'from') f where output->'from' ? f) limit 1;
  select x.id into accept from activity_step x where x.activity_id = a.id and x.key = s->>'key' and x.shown_at is not null order by x.turn desc, x.opened_at desc limit 1;
  if output->>'leaves' = 'all_say_yes' then
    -- Nobody has accepted it: everybody is asked. It is there once its step is over and something of it was shown to the room.
    select x.id into accept from activity_step x where x.activity_id = a.id and x.small_id is null and output->'from' ? x.key and (x.state = 'done' or a.state = 'done')
       and exists (select from contribution c where c.step_id = x.id and c.shown and c.seen_by = 'room') order by x.turn desc, x.opened_at desc limit 1;
    named := true; answers := 1; not_yet := 0;
  else
  named := coalesce(s->>'attribution', method->>'attribution') <> 'anonymous';
  select count(*), count(*) filter (where c.value->>'answer' = 'not_yet') into answers, not_yet from contribution c where c.step_id = accept and c.shown;
  select nullif(d.numbers->'answer', 'null') into told from disclosed d
   where d.about = accept or d.about in (select o.id from room_output o where o.accept_step = accept) order by d.on_day limit 1;
  end if;
  select jsonb_build_array(a.definition, coalesce(jsonb_agg(c.value), '[]')) into whole from contribution c
   where c.activity_id = a.id and c.shown and c.seen_by = 'room';
end $function$;
reset role;
set local role :"mover";
CREATE OR REPLACE FUNCTION public.keep_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, anyway boolean, bare boolean, in_group uuid, at_address text, audience text, from_where text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare o record; goes_to uuid; carried uuid[] := '{}'; silent text; standing uuid; there text[]; before uuid; stands boolean; against text;
begin
  select * into o from output_to_keep(in_activity, which);
  if o.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if bare then in_words := without_names(in_words); end if;
  if not o.is_open then return 'over'; end if;
  if o.accept is null then return 'not_accepted'; end if;
  if o.named and o.answers = 0 then return 'nobody'; end if;
  if o.output->>'leaves' = 'all_say_yes' and (select was_asked from asked_of_all(in_activity, which) limit 1) then return 'asked'; end if;
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
  if o.output->>'leaves' = 'all_say_yes' then
    insert into consent (crossing_id, person_id, standing, stood) select new_crossing, r.person, 'group', there from asked_of_all(in_activity, which) r;
  end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_crossing and person_id = me();
  silent := settle_crossing(new_crossing);
  -- Whoever pressed need not be in the group that keeps it, so it is not theirs to read on.
  if o.output->>'type' = 'map' then update crossing set words = o.output->>'title' where id = new_crossing; end if;
  return silent;
end $function$;
reset role;
