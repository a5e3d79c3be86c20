-- What one wrote for several is asked of each of them, also where a device says that it stands for a table: it speaks for those who
-- have none, and for nobody else who sat there. Else whoever said so of theirs let the others' words go by themselves.
set local role :"mover";
create or replace function let_go(new_id uuid, which uuid, in_form text, in_words text, told text, from_where text, hat text, all_here_said_yes boolean)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare l record; carried uuid[] := names_in(in_words); speaks uuid[] := '{}'; silent text; there text[]; standing uuid; whose uuid; asked uuid[];
begin
  select * into l from line_to_go(which);
  if l.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if not l.is_open then return 'over'; end if;
  if in_form = 'theme' then
    if repeats_any(in_words, l.value) then raise exception 'refused' using errcode = 'TF007'; end if;
  elsif not words_in(in_words, l.value) then raise exception 'refused' using errcode = 'TF003'; end if;
  if in_form = 'words' and (not l.named or l.shared <> 'self' or l.for_table) then raise exception 'refused' using errcode = 'TF004'; end if;
  if l.shared = 'presenter' and in_form <> 'theme' then raise exception 'refused' using errcode = 'TF001'; end if;
  if l.for_table and in_form <> 'theme' and not all_here_said_yes then return 'each'; end if;
  select c.id into standing from chapter c where c.space_id = l.target and c.number = 0;
  if hat = 'organisation' or (in_form = 'words' and coalesce(hat, '') <> 'myself') then speaks := belongs_to(me(), l.from_chapter); end if;
  silent := unspoken(carried, standing, l.target);
  if silent is not null then return 'carries ' || silent; end if;
  silent := unspoken(speaks, standing, l.target);
  if silent is not null then return 'speaks ' || silent; end if;
  carried := array(select distinct unnest(carried || speaks));
  whose := case when in_form = 'theme' or l.shared = 'self' then me() end;
  asked := case when l.shared = 'presenter' or in_form <> 'theme' then l.others else '{}' end;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience,
      names_organisations, lapses_at, not_before, provenance, said_on)
    values (new_id, whose, me(), l.from_space, l.from_chapter, 'contribution', which, l.target, in_form, in_words, '', told,
      carried, clock_now() + interval '30 days', case when in_form <> 'words' then l.due end, from_where, l.on_day);
  there := audience_of(l.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, whose, 'speaker', there where whose is not null
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, l.target) x) v
    union all select new_id, p, 'group', there from unnest(asked) p;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;
reset role;
