-- What stood on paper, typed in by whoever facilitates: sheet by sheet, each counted once. A line from paper has nobody on
-- the place's side who could say where it goes, so it stays in the room unless its writer ticked otherwise on the sheet.

create table paper_sheet (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, step_id uuid not null, typed_by uuid,
  primary key (space_id, id), unique (id), foreign key (space_id, step_id) references activity_step (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table paper_sheet is 'That a sheet was typed in, and by whom: told to everybody in the activity. Of a step without names it leads to no line.';
create index paper_sheet_step on paper_sheet (space_id, step_id);
alter table contribution add column sheet_id uuid;
comment on column contribution.sheet_id is 'The sheet of paper it was typed in from: it has no author and no owner here.';
create index contribution_sheet on contribution (sheet_id) where sheet_id is not null;

grant select on paper_sheet to :"web", :"live";
grant select, insert, delete, update (typed_by) on paper_sheet to :"gate";
grant insert on contribution to :"gate";
alter table paper_sheet enable row level security; alter table paper_sheet force row level security;
create policy readers on paper_sheet to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on paper_sheet to :"gate" using (true) with check (true);
create policy one on paper_sheet for select to :"live" using (chapter_id = nullif(current_setting('app.chapter', true), '')::uuid);

-- Types in a sheet: where it belongs to a pair or a table, into their room, which whoever types does not read. False where it
-- is in already. lines: [{"id": uuid, "value": …}]; of a step without names none, since those lie sealed.
create function put_sheet(which uuid, sheet uuid, small uuid, lines jsonb, seen text, keeps text, called text, at_once boolean, goes text, presented boolean)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare st activity_step; into_space uuid; into_chapter uuid; l record;
begin
  select * into st from activity_step s where s.id = which;
  if st.id is null or by_token() or not i_facilitate(st.space_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into paper_sheet (space_id, id, chapter_id, step_id, typed_by) values (st.space_id, sheet, st.chapter_id, st.id, me()) on conflict do nothing;
  if not found then return false; end if;
  into_space := st.space_id; into_chapter := st.chapter_id;
  if seen in ('pair', 'table') then
    select r.id, c.id into into_space, into_chapter from small_room r join activity_step s on s.id = r.step_id join chapter c on c.space_id = r.id
     where r.id = small and s.activity_id = st.activity_id and r.ended_at is null order by c.number desc limit 1;
    if into_space is null then raise exception 'not found' using errcode = 'TF404'; end if;
  end if;
  for l in select (x->>'id')::uuid as id, x->'value' as value from jsonb_array_elements(lines) x loop
    insert into contribution (space_id, id, chapter_id, activity_id, step_id, value, attribution, said_as, seen_by, presenter_id, kept, may_go, shown, sheet_id, group_id)
      values (into_space, l.id, into_chapter, st.activity_id, st.id, l.value, 'role', called, seen, case when presented then st.presenter_id end,
        keeps, case when seen = 'room' then goes end, at_once, sheet, small);
    if at_once and seen in ('room', 'pair', 'table') then perform append_event(into_chapter, 'contribution.put', l.id, null, clock_now()); end if;
  end loop;
  return true;
end $$;
-- Takes a sheet out again that was mistyped: by whoever typed it, all of it. One that lies sealed stays: nobody can find it.
create function take_sheet_out(sheet uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare s paper_sheet; l record;
begin
  select * into s from paper_sheet p where p.id = sheet and p.typed_by = me();
  if s.id is null or not i_facilitate(s.space_id) then return true; end if;
  if exists (select from activity_step x where x.id = s.step_id and x.round_id is not null) then return false; end if;
  for l in delete from contribution c where c.sheet_id = sheet returning c.id, c.chapter_id, c.shown loop
    if l.shown then perform append_event(l.chapter_id, 'contribution.out', l.id, null, clock_now()); end if;
  end loop;
  delete from paper_sheet p where p.id = sheet;
  return true;
end $$;
create function forget_paper() returns void language sql security definer set search_path = public, pg_temp as $$
  update paper_sheet set typed_by = null where typed_by = me()
$$;

set local role :"gate";
create or replace function how_many_in(which uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(distinct coalesce(c.author_id, o.person_id, c.sheet_id))::integer
    from activity_step s join contribution c on c.step_id = s.id left join contribution_owner o on o.contribution_id = c.id
   where s.id = which and s.chapter_id = any (my_chapters())
$$;
create or replace function counts_told(chapters uuid[]) returns table (chapter uuid, step uuid, came integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.chapter_id, s.id, (select count(distinct coalesce(c.author_id, o.person_id, c.sheet_id))::integer
      from contribution c left join contribution_owner o on o.contribution_id = c.id where c.step_id = s.id)
    from activity a join activity_step s on s.id = a.step_id
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done' and s.round_id is null
$$;
create or replace function nameless_to_go(room uuid, goes text) returns table (id uuid, space_id uuid, chapter_id uuid, value jsonb, on_day date, target uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.space_id, c.chapter_id, c.value, c.on_day, g.space_id from gathering_room r join gathering g on g.id = r.gathering_id
    join activity a on a.space_id = r.space_id join contribution c on c.activity_id = a.id
   where r.space_id = room and i_facilitate(room) and (c.attribution = 'anonymous' or c.sheet_id is not null) and c.may_go = goes and c.shown
$$;
reset role;

do $$ declare f text; begin
  foreach f in array array['put_sheet(uuid, uuid, uuid, jsonb, text, text, text, boolean, text, boolean)', 'take_sheet_out(uuid)', 'forget_paper()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
