-- What somebody said in a room that they would do becomes an action of the space that called, when they say so themselves: pressed by them, or
-- asked of them by whoever facilitates. It crosses under their name, answers to one person, and is taken back like all that crossed.

create table action_from (
  space_id uuid not null references space on delete cascade, action_id uuid not null, chapter_id uuid not null,
  gathering_id uuid not null, method_key text not null check (length(method_key) <= 60), crossing_id uuid not null,
  primary key (space_id, action_id), foreign key (space_id, action_id) references action (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
comment on table action_from is 'At which gathering, and in which method, somebody said that they would do it.';
create index action_from_gathering on action_from (gathering_id);
grant select on action_from to :"web";
grant select, insert, delete on action_from to :"gate";
grant insert, delete, update (words, accountable, accountable_id, state, state_reason, state_on) on action to :"gate";
grant delete on chain_link, handing to :"gate";
alter table action_from enable row level security; alter table action_from force row level security;
create policy readers on action_from to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on action_from to :"gate" using (true) with check (true);

-- A promise of mine, or one that the whole room was shown, for whoever facilitates it.
create function promise_to_go(which uuid, out target uuid, out from_space uuid, out from_chapter uuid, out author uuid, out what text, out on_day date,
    out method text, out mine boolean, out is_open boolean, out tasks boolean, out is_member boolean, out asked uuid, out went boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c contribution; a activity; r gathering_room; g record;
begin
  select * into c from contribution x where x.id = which and x.attribution = 'named' and x.presenter_id is null;
  select * into a from activity x where x.id = c.activity_id;
  if c.id is null or by_token() or not exists (select from jsonb_array_elements(a.definition->'steps') s join activity_step x on x.id = c.step_id and x.key = s->>'key' where s->>'kind' = 'commit')
     or not (c.author_id = me() or (c.shown and c.seen_by = 'room' and c.chapter_id = any (my_chapters()) and i_facilitate(a.space_id))) then return; end if;
  select * into r from gathering_room x where x.space_id = a.space_id;
  select x.space_id, x.kind into g from gathering x where x.id = r.gathering_id;
  target := g.space_id; tasks := g.kind not in ('pause', 'informal');
  from_space := c.space_id; from_chapter := c.chapter_id; author := c.author_id; on_day := c.on_day; method := a.definition->>'key';
  what := btrim(c.value->>'what'); mine := c.author_id = me();
  is_open := not r.rehearsal and (r.closed_at is null or r.harvest_until > clock_now());
  is_member := c.author_id in (select readers_of(h.id) from chapter h where h.space_id = target and h.number = 0);
  select x.id, u.outcome is not null into asked, went from crossing x left join crossing_outcome u on u.crossing_id = x.id
   where x.source_kind = 'promise' and x.source_id = which and x.words is not null and (u.outcome = 'went' or (u.outcome is null and x.lapses_at > clock_now()))
   order by x.proposed_at desc limit 1;
end $$;

-- 'went', 'asked', 'open' (an organisation it names is asked), 'carries …', or why not: 'over', 'no_tasks', 'guest'.
create function promise_action(new_id uuid, which uuid, audience text, from_where text) returns text
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
    values (new_id, p.author, me(), p.from_space, p.from_chapter, 'promise', which, p.target, 'words', p.what, '', audience,
      carried, clock_now() + interval '30 days', from_where, p.on_day);
  there := audience_of(p.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, p.author, 'speaker', there
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, p.target) x) v;
  if not p.mine then return 'asked'; end if;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;
create function answer_promise(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = which and person_id = me() and answer is null;
  return settle_crossing(which);
end $$;

-- It lands among the actions of that space, in its standing chapter: one person answers for it, and nobody else wrote it.
create function land_promise(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; k contribution; a activity; standing uuid; new_id uuid := gen_random_uuid();
begin
  select * into c from crossing x where x.id = which;
  select * into k from contribution x where x.id = c.source_id;
  select * into a from activity x where x.id = k.activity_id;
  if k.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  select h.id into standing from chapter h where h.space_id = c.to_space and h.number = 0;
  insert into action (space_id, id, chapter_id, words, accountable, accountable_id, started_by, due_on, author_id)
    select c.to_space, new_id, standing, left(c.words, 1000), left(p.name, 160), p.id, 'us', nullif(k.value->>'by', '')::date, p.id from person p where p.id = c.speaker_id;
  insert into action_from (space_id, action_id, chapter_id, gathering_id, method_key, crossing_id)
    select c.to_space, new_id, standing, r.gathering_id, a.definition->>'key', which from gathering_room r where r.space_id = a.space_id;
  perform append_event(standing, 'action.started', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $$;
-- Taken back, it goes; where something was built on it, its words go and its place stays.
create function drop_promise(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  if exists (select from chain_link l where l.space_id = of_space and l.from_id = which) or exists (select from dead_end d where d.space_id = of_space and d.item_id = which) then
    update action set words = 'Taken back', accountable = 'Nobody', accountable_id = null, state = 'dropped', state_reason = '', state_on = (clock_now())::date
     where space_id = of_space and id = which;
    delete from action_from f where f.space_id = of_space and f.action_id = which;
  else
    delete from handing h where h.space_id = of_space and h.action_id = which;
    delete from chain_link l where l.space_id = of_space and l.to_id = which;
    delete from action where space_id = of_space and id = which;
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

do $$ declare f text; begin
  foreach f in array array['promise_to_go(uuid)', 'land_promise(uuid)', 'drop_promise(uuid, uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'mover');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  foreach f in array array['promise_action(uuid, uuid, text, text)', 'answer_promise(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to %I', f, :'mover');
  end loop;
end $$;
set local role :"mover";
grant execute on function promise_action to :"web";
reset role;
set local role :"gate";
grant execute on function promise_to_go to :"web";
reset role;
