-- The life of a space: how it ends, where confidence ends, its phases with reasons, its partner bodies, its turning points.

alter table space add column closed_at timestamptz, add column ends_at timestamptz,
  add check ((closed_at is null) = (ends_at is null));
comment on column space.closed_at is 'Read-only from here on. At ends_at it is deleted for real.';

create table closing (
  space_id uuid not null references space, id uuid primary key, chapter_id uuid not null,
  way text not null check (way in ('read', 'deleted', 'brought')),
  then_way text not null check (then_way in ('read', 'deleted')),
  months integer not null default 12 check (months between 1 and 120),
  reason text not null default '' check (length(reason) <= 500),
  successor_id uuid references space on delete set null,
  proposed_by uuid not null, proposed_at timestamptz not null default clock_now(), lapses_at timestamptz not null,
  agreed_at timestamptz, takes_effect_at timestamptz, settled_at timestamptz,
  outcome text check (outcome in ('closed', 'stays', 'called_off')), called_off_by uuid,
  check ((way = 'brought') or (way = then_way)),
  check ((outcome is null) = (settled_at is null)),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create unique index closing_open on closing (space_id) where outcome is null;
create table closing_answer (
  closing_id uuid not null references closing, person_id uuid not null references person,
  answer text not null check (answer in ('yes', 'no')), answered_at timestamptz not null default clock_now(),
  primary key (closing_id, person_id)
);
comment on table closing_answer is 'Who has said yes to a closing; each sees only their own.';
create table tombstone (space_id uuid primary key, deleted_on date not null);
comment on table tombstone is 'A space that was deleted: no name, no kind, no hour. Applied first after a restore.';

create table charter_version (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null, version integer not null,
  purpose text not null, priorities text[] not null, payer text not null, changed_by uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table charter_version is 'What a space said of itself until it was changed.';
create table phase_change (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  from_phase text not null, to_phase text not null, reason text not null default '' check (length(reason) <= 500),
  changed_by uuid, made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table ending_step (
  space_id uuid not null references space, id uuid not null default gen_random_uuid(), chapter_id uuid not null,
  step text not null check (step in ('handover', 'archive', 'consents', 'farewell')),
  note text not null default '' check (length(note) <= 500), done_by uuid not null, done_on date not null default (clock_now())::date,
  primary key (space_id, step), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table turning_point (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  on_day date not null, words text not null check (length(words) between 1 and 1000), author_id uuid not null,
  made_at timestamptz not null default clock_now(),
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create table space_partner (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  organisation_id uuid not null references organisation,
  from_day date not null, to_day date, reason_joined text not null default '' check (length(reason_joined) <= 500),
  reason_left text not null default '' check (length(reason_left) <= 500), added_by uuid not null,
  primary key (space_id, id), unique (id), check (to_day is null or to_day >= from_day),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index space_partner_organisation on space_partner (organisation_id);
create table space_limits (
  space_id uuid primary key references space, chapter_id uuid not null,
  decides text not null default '' check (length(decides) <= 300), told text not null default '' check (length(told) <= 300),
  safeguarding text not null default '' check (length(safeguarding) <= 300), version integer not null default 1,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table space_limits is 'Who decides that confidence must be broken, who is told, and whom to ring: named by the members.';

grant select on closing to :"web";
grant select, insert, update (agreed_at, takes_effect_at, settled_at, outcome, called_off_by) on closing to :"gate";
grant select on closing_answer to :"web";
grant select, insert on closing_answer to :"gate";
grant select, insert on tombstone to :"gate";
grant select, insert on charter_version, phase_change, turning_point, space_partner to :"web";
grant update (to_day, reason_left) on space_partner to :"web";
grant update (on_day, words), delete on turning_point to :"web";
grant select, insert, delete on ending_step to :"web";
grant select, insert, update (decides, told, safeguarding, version) on space_limits to :"web";
grant select on space_partner to :"gate";
grant update (closed_at, ends_at), delete on space to :"gate";
grant select (from_space, to_space), update (words, purpose, lapses_at) on crossing to :"gate";
grant select, insert on crossing_outcome to :"gate";
grant update (withdrawn_at) on invitation to :"gate";
do $$ declare t text; begin
  foreach t in array array['closing','charter_version','phase_change','ending_step','turning_point','space_partner','space_limits'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
  end loop;
end $$;
alter table closing_answer enable row level security; alter table closing_answer force row level security;
alter table tombstone enable row level security; alter table tombstone force row level security;
create policy own on closing_answer for select to :"web" using (person_id = me());
create policy gate_all on closing_answer to :"gate" using (true) with check (true);
create policy gate_all on closing to :"gate" using (true) with check (true);
create policy gate_all on tombstone to :"gate" using (true) with check (true);
create policy nobody on tombstone as restrictive for select to :"web" using (false);
create policy gate_reads on space_partner for select to :"gate" using (true);
-- A turning point is its writer's to change and to take out.
create policy writers on turning_point as restrictive for update to :"web" using (author_id = me()) with check (author_id = me());
create policy writers_out on turning_point as restrictive for delete to :"web" using (author_id = me());
-- Whose row it is cannot be pretended.
create policy writing on turning_point as restrictive for insert to :"web" with check (author_id = me());
-- Closing lapses what is open, in the name of nobody.
create policy closing_lapses on crossing for update to :"gate" using (true) with check (words is null);
create policy closing_lapses on crossing_outcome to :"gate" using (true) with check (outcome = 'stays');

-- Organisations named as partners of a space are known to its members, as their own are.
set local role :"gate";
create or replace function my_organisations() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o
   where o.made_by = me() or o.id in (select m.organisation_id from membership m where m.space_id = any (my_spaces()))
      or o.id in (select p.organisation_id from space_partner p where p.space_id = any (my_spaces()))
$$;
reset role;

-- Where words went is remembered after the space they came from is gone, so that their speaker can take them back for ever.
alter table crossing drop constraint crossing_from_space_fkey, drop constraint crossing_from_chapter_fkey;
-- What stands under a deleted space lives on by itself: it was never its parent's to end.
-- (A key over rows that exist is checked by its owner, who must see them for that moment.)
alter table space no force row level security;
alter table space drop constraint space_parent_id_fkey, add constraint space_parent_id_fkey foreign key (parent_id) references space on delete set null;
alter table space force row level security;

create function not_closed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare which uuid := coalesce((to_jsonb(new)->>'space_id')::uuid, (to_jsonb(old)->>'space_id')::uuid);
begin
  -- Somebody who is being erased takes their words out of closed spaces too.
  if coalesce(current_setting('app.forgetting', true), '') <> 'on'
     and exists (select from space s where s.id = which and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return coalesce(new, old);
end $$;
create function no_crossing_of_closed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from space s where s.id in (new.from_space, new.to_space) and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return new;
end $$;
create function none_under_closed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from space s where s.id = new.parent_id and s.closed_at is not null) then
    raise exception 'closed' using errcode = 'TF010'; end if;
  return new;
end $$;
revoke all on function not_closed, no_crossing_of_closed, none_under_closed from public;
alter function not_closed owner to :"gate"; alter function no_crossing_of_closed owner to :"gate"; alter function none_under_closed owner to :"gate";
set local role :"gate";
grant execute on function not_closed, no_crossing_of_closed, none_under_closed to :"owner";
reset role;
create trigger closed before insert on crossing for each row execute function no_crossing_of_closed();
create trigger closed before insert on space for each row when (new.parent_id is not null) execute function none_under_closed();
-- Who answers an invitation or changes a name finds the door shut too.
create trigger closed before insert or update on invitation for each row when (current_user = :'web') execute function not_closed();
create policy not_closed on space as restrictive for update to :"web" using (closed_at is null) with check (closed_at is null);

-- Binds every table that names a chapter to the life of its space: closed, nothing is added by hand; deleted, it goes with it.
-- Run after the last migration of every start, so that a table made later is bound as well. Safe to run twice.
create function complete_schema() returns void language plpgsql set search_path = public, pg_temp as $$
declare t record; f record;
begin
  for t in select c.oid, c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('space_id', 'chapter_id') and not a.attisdropped) = 2
      and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'closed') loop
    -- An event is what leaving, closing and taking back append as well, and those never end.
    execute format('create trigger closed before insert or update or delete on %I for each row when (current_user = any (%L::text[])) execute function not_closed()',
      t.relname, case t.relname when 'event' then array[:'web'] else array[:'web', :'gate'] end);
  end loop;
  for f in select k.conname, c.relname, k.oid, k.confrelid::regclass::text as towards, k.condeferrable,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'space_id' and not a.attisdropped) as has_space
      from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and k.confdeltype = 'a' and k.conparentid = 0
       and k.confrelid::regclass::text not in ('person', 'organisation') loop
    if f.towards in ('space', 'chapter') or not f.has_space then
      -- A key over rows that exist is checked by its owner, who must see them for that moment.
      execute format('alter table %I no force row level security; alter table %I no force row level security', f.relname, f.towards);
      execute format('alter table %I drop constraint %I, add constraint %I %s on delete cascade', f.relname, f.conname, f.conname, pg_get_constraintdef(f.oid));
      execute format('alter table %I force row level security; alter table %I force row level security', f.relname, f.towards);
    elsif not f.condeferrable then
      execute format('alter table %I alter constraint %I deferrable initially immediate', f.relname, f.conname);
    end if;
  end loop;
end $$;
revoke all on function complete_schema from public;

-- Closing. Those who are in decide, by the rule of their group; where it is silent, all of them. Silence for 30 days lets it live.
create function living_members(which uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select distinct m.person_id from membership m
   where m.space_id = which and m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
$$;
create function settle_closing(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare c closing; rule text; asked integer; yes integer; no integer; standing uuid;
begin
  select * into c from closing x where x.id = which for update;
  if c.outcome is not null or c.agreed_at is not null then return 'settled'; end if;
  select coalesce((select r.value #>> '{}' from space_rule r where r.space_id = c.space_id and r.rule = 'group_consent'
                    order by r.since desc limit 1), 'all') into rule;
  select count(*), count(*) filter (where a.answer = 'yes'), count(*) filter (where a.answer = 'no') into asked, yes, no
    from living_members(c.space_id) p left join closing_answer a on a.closing_id = which and a.person_id = p;
  if asked = 0 or (case rule when 'majority' then no * 2 >= asked else no > 0 end) or c.lapses_at <= clock_now() then
    update closing set outcome = 'stays', settled_at = clock_now() where id = which;
    perform append_event(c.chapter_id, 'closing.not_agreed', which, null, date_trunc('day', clock_now()));
    return 'stays';
  end if;
  if not (case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  update closing set agreed_at = clock_now(), takes_effect_at = clock_now() +
         case c.way when 'brought' then interval '30 days' when 'deleted' then interval '7 days' else interval '1 day' end
   where id = which;
  perform append_event(c.chapter_id, 'closing.agreed', which, null, date_trunc('day', clock_now()));
  return 'agreed';
end $$;
create function propose_closing(new_id uuid, which uuid, in_way text, in_then text, in_months integer, why text, successor uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid;
begin
  if not in_space(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || which::text, 0));
  if not exists (select from space s where s.id = which and s.kind in ('pair', 'group', 'organisation', 'partnership', 'region', 'nation'))
    then raise exception 'refused' using errcode = 'TF001'; end if;
  if exists (select from space s where s.id = which and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  if exists (select from closing c where c.space_id = which and c.outcome is null) then raise exception 'refused' using errcode = 'TF011'; end if;
  if successor is not null and (successor = which or not in_space(successor)) then raise exception 'not found' using errcode = 'TF404'; end if;
  select c.id into standing from chapter c where c.space_id = which and c.number = 0;
  insert into closing (space_id, id, chapter_id, way, then_way, months, reason, successor_id, proposed_by, lapses_at)
    values (which, new_id, standing, in_way, in_then, in_months, why, successor, me(), clock_now() + interval '30 days');
  insert into closing_answer (closing_id, person_id, answer) values (new_id, me(), 'yes');
  perform append_event(standing, 'closing.proposed', new_id, me(), clock_now());
  return settle_closing(new_id);
end $$;
create function answer_closing(which uuid, said text) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare sp uuid;
begin
  select c.space_id into sp from closing c where c.id = which and in_space(c.space_id);
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || sp::text, 0));
  if exists (select from closing c where c.id = which and (c.outcome is not null or c.agreed_at is not null or c.lapses_at <= clock_now())) then return 'settled'; end if;
  insert into closing_answer (closing_id, person_id, answer) values (which, me(), said) on conflict do nothing;
  return settle_closing(which);
end $$;
-- Anybody who is in may stop it until it has taken effect; stopping needs no reason and no vote.
create function call_off_closing(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare sp uuid; standing uuid;
begin
  select c.space_id into sp from closing c where c.id = which and in_space(c.space_id);
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || sp::text, 0));
  update closing set outcome = 'called_off', settled_at = clock_now(), called_off_by = me()
   where id = which and outcome is null returning chapter_id into standing;
  if standing is null then raise exception 'refused' using errcode = 'TF012'; end if;
  perform append_event(standing, 'closing.called_off', which, me(), clock_now());
end $$;

-- The worker's: what was agreed takes effect, what nobody answered lapses, and what was read long enough is deleted for real.
create function close_due() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; s record; lapsed uuid[]; done integer := 0;
begin
  for c in select x.id, x.space_id from closing x where x.outcome is null and x.agreed_at is null order by x.id loop
    perform pg_advisory_xact_lock(hashtextextended('closing ' || c.space_id::text, 0));
    if settle_closing(c.id) <> 'open' then done := done + 1; end if;
  end loop;
  for c in select x.* from closing x where x.outcome is null and x.takes_effect_at <= clock_now() order by x.id loop
    perform pg_advisory_xact_lock(hashtextextended('closing ' || c.space_id::text, 0));
    update closing set outcome = 'closed', settled_at = clock_now() where id = c.id and outcome is null;
    continue when not found;
    perform append_event(c.chapter_id, 'space.closed', c.id, null, date_trunc('day', clock_now()));
    update space set closed_at = clock_now(),
           ends_at = case c.then_way when 'deleted' then clock_now() else clock_now() + make_interval(months => c.months) end where id = c.space_id;
    insert into crossing_outcome (crossing_id, outcome)
      select x.id, 'stays' from crossing x where c.space_id in (x.from_space, x.to_space)
         and not exists (select from crossing_outcome o where o.crossing_id = x.id) on conflict do nothing;
    update crossing x set words = null, purpose = '' where c.space_id in (x.from_space, x.to_space)
       and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays');
    update invitation set withdrawn_at = clock_now() where space_id = c.space_id and confirmed_at is null and withdrawn_at is null;
    update membership set ends_at = clock_now(), starts_at = least(starts_at, clock_now()) where space_id = c.space_id and first_chapter is null and ends_at is null;
    done := done + 1;
  end loop;
  for s in select x.id from space x where x.ends_at <= clock_now() order by x.id for update loop
    set constraints all deferred;
    insert into tombstone (space_id, deleted_on) values (s.id, (clock_now())::date) on conflict do nothing;
    delete from space where id = s.id;
    set constraints all immediate;
    done := done + 1;
  end loop;
  return done;
end $$;
revoke all on function living_members, settle_closing, propose_closing, answer_closing, call_off_closing, close_due from public;
grant execute on function propose_closing, answer_closing, call_off_closing to :"web";
grant execute on function close_due to :"worker";
do $$ declare f text; begin
  foreach f in array array['living_members', 'settle_closing', 'propose_closing', 'answer_closing', 'call_off_closing', 'close_due'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
select complete_schema();
