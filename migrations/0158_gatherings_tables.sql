-- Many people at tables: each sits where they are and says at which table, instead of being seated; and a table says of itself
-- that it works, that it is done, or that it needs somebody.

alter table activity add column own_tables boolean not null default false;
comment on column activity.own_tables is 'People sit where they are: each says the number of their table.';
grant update (own_tables) on activity to :"web";

create table table_sign (
  small_id uuid primary key references small_room (id) on delete cascade, space_id uuid not null, step_id uuid not null,
  says text not null check (says in ('working', 'done', 'help'))
);
comment on table table_sign is 'Said by those who sit there, to themselves and to whoever facilitates. That a table is done holds for one step.';
grant select on table_sign to :"web";
grant select, insert, update (says, step_id) on table_sign to :"gate";
alter table table_sign enable row level security; alter table table_sign force row level security;
create policy there on table_sign for select to :"web" using (i_facilitate(space_id) or small_id = any ((select my_spaces())::uuid[]));
create policy gate_all on table_sign to :"gate" using (true) with check (true);

-- Sits down at a table by its number: with those who sit there already, or as the first. False where people are seated instead.
create function sit_at(which uuid, n integer) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; called text := 'Table ' || n; small uuid; was uuid;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if not a.own_tables or a.state = 'done' or a.step_id is null or n not between 1 and 300 then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('table ' || n || ' of ' || which::text, 0));
  select r.id into small from small_room r join activity_step s on s.id = r.step_id
   where s.activity_id = which and r.ended_at is null and r.label = called limit 1;
  select w.room into was from who_sits(which) w where w.person = me() limit 1;
  if small is not null and small = was then return true; end if;
  if was is not null then perform leave_seat(was, me()); end if;
  if small is not null then
    perform take_seat(small, me());
    return true;
  end if;
  small := gen_random_uuid();
  insert into space (id, parent_id, kind, name, address, unlisted, zone, search_language)
    select small, s.id, 'room', called, 'room-' || small, true, s.zone, s.search_language from space s where s.id = a.space_id;
  insert into chapter (space_id, number) select small, x from generate_series(0, 1) x;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined)
    select gen_random_uuid(), small, me(), m.organisation_id, m.class, '{}', clock_now(), 1, '' from membership m
     where m.space_id = a.space_id and m.person_id = me() and m.first_chapter is not null order by m.starts_at desc limit 1;
  insert into small_room (space_id, id, chapter_id, step_id, label) values (a.space_id, small, a.chapter_id, a.step_id, called);
  return true;
end $$;
-- Whoever comes late where people sit where they are says themselves at which table.
set local role :"gate";
create or replace function sit_late(room uuid, who uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare small uuid;
begin
  select r.id into small from small_room r join activity_step s on s.id = r.step_id join gathering_room g on g.space_id = room and g.activity_id = s.activity_id
    join activity a on a.id = s.activity_id
   where r.space_id = room and r.ended_at is null and not a.own_tables
   order by (select count(*) from membership m where m.space_id = r.id and m.last_chapter is null), r.label limit 1;
  if small is not null then perform take_seat(small, who); end if;
end $$;
reset role;

-- A table says how it is, by anybody who sits there.
create function say_at_table(which uuid, how text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare small uuid; a activity;
begin
  select * into a from activity x where x.id = which and x.chapter_id = any (my_chapters());
  if a.id is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  select w.room into small from who_sits(which) w where w.person = me() limit 1;
  if small is null or a.step_id is null then return false; end if;
  insert into table_sign as t (small_id, space_id, step_id, says) values (small, a.space_id, a.step_id, how)
    on conflict (small_id) do update set says = excluded.says, step_id = excluded.step_id;
  return true;
end $$;

do $$ declare f text; begin
  foreach f in array array['sit_at(uuid, integer)', 'say_at_table(uuid, text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
