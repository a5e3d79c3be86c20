-- Whoever is asked is told that it would be an action of theirs, and not only words.
set local role :"mover";
-- 'went', 'asked', 'open' (an organisation it names is asked), 'carries …', or why not: 'over', 'no_tasks', 'guest'.
create or replace function promise_action(new_id uuid, which uuid, audience text, from_where text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare p record; carried uuid[]; silent text; standing uuid; there text[];
begin
  perform pg_advisory_xact_lock(hashtextextended('promise ' || which::text, 0));
  select * into p from promise_to_go(which);
  if p.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if not p.is_open then return 'over'; end if;
  if not p.tasks then return 'no_tasks'; end if;
  if not p.is_member then return 'guest'; end if;
  if p.went then return 'went'; end if;
  if p.asked is not null then
    if p.mine then return answer_promise(p.asked); end if;
    return 'asked';
  end if;
  carried := names_in(p.what);
  select c.id into standing from chapter c where c.space_id = p.target and c.number = 0;
  silent := unspoken(carried, standing, p.target);
  if silent is not null then return 'carries ' || silent; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience,
      names_organisations, lapses_at, provenance, said_on)
    values (new_id, p.author, me(), p.from_space, p.from_chapter, 'promise', which, p.target, 'words', p.what, 'As an action that you answer for', audience,
      carried, clock_now() + interval '30 days', from_where, p.on_day);
  there := audience_of(p.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, p.author, 'speaker', there
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, p.target) x) v;
  if not p.mine then return 'asked'; end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;
reset role;
