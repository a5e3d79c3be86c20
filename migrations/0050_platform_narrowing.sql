-- What was narrowed: taken back, deleted, left, closed, erased. Told by table, key and column, and never by the words that
-- stood there, so that yesterday's copy, restored, is narrowed the same way before anybody reads in it.
create table narrowing (
  n bigint generated always as identity primary key,
  relation text not null,
  key jsonb not null,
  sort text not null check (sort in ('gone', 'set', 'added')),
  becomes jsonb,
  on_day date not null default (clock_now())::date
);
comment on table narrowing is 'Columns that lost what they held, rows that went or tell that something was taken back. Applied first after a restore.';
alter table narrowing enable row level security; alter table narrowing force row level security;
grant select, insert on narrowing to :"gate";
grant select on narrowing to :"worker";
create policy gate_notes on narrowing to :"gate" using (true) with check (true);
create policy nobody on narrowing as restrictive for select to :"web" using (false);
create policy worker_reads on narrowing for select to :"worker" using (true);

-- Only what somebody did is noted: what follows from it by triggers and by keys follows again when it is done again.
create function note_narrowing() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare was jsonb := to_jsonb(old); isnow jsonb; keyed jsonb; lost jsonb;
begin
  select jsonb_object_agg(a.attname, coalesce(was, to_jsonb(new)) -> a.attname) into keyed
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
   where i.indrelid = tg_relid and i.indisprimary;
  if tg_op = 'DELETE' then
    insert into narrowing (relation, key, sort) values (tg_table_name, keyed, 'gone');
  elsif tg_op = 'INSERT' then
    insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'added', to_jsonb(new));
  else
    isnow := to_jsonb(new);
    select jsonb_object_agg(k, isnow -> k) into lost from jsonb_object_keys(was) k
     where was -> k is distinct from isnow -> k
       and (isnow -> k in ('null', '""', '[]')
         or k in ('ends_at', 'closed_at', 'gone_at', 'withdrawn_at')
         -- The name that stands in place of somebody's who erased themselves.
         or (tg_table_name = 'person' and current_setting('app.forgetting', true) = 'on' and k <> 'id'));
    if lost is not null then
      insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'set', lost);
    end if;
  end if;
  return null;
end $$;
revoke all on function note_narrowing() from public;
alter function note_narrowing() owner to :"gate";
set local role :"gate";
grant execute on function note_narrowing() to :"owner";
reset role;

-- Every table of people's things gets the notes, those of later migrations too. What is only housekeeping does not: what
-- opens a place for a moment is not restored at all, and what happened is told in events.
create function note_all_narrowings() returns void language plpgsql set search_path = public, pg_temp as $$
declare t record;
begin
  for t in select c.relname, c.relname in ('withdrawal', 'crossing_outcome') as tells
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname <> all (array['migration', 'night', 'attempt', 'session', 'event', 'narrowing', 'mailed_link', 'sign_in_link', 'installation'])
       and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'narrowed') loop
    execute format('create trigger narrowed after update or delete on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    if t.tells then
      execute format('create trigger told after insert on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    end if;
  end loop;
end $$;
revoke all on function note_all_narrowings() from public;

create or replace function complete_schema() returns void language plpgsql set search_path = public, pg_temp as $$
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
  perform note_all_narrowings();
end $$;

-- As before, without a note of its own: that a space was deleted is a narrowing like others.
set local role :"gate";
create or replace function close_due() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
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
    delete from space where id = s.id;
    set constraints all immediate;
    done := done + 1;
  end loop;
  return done;
end $$;
reset role;
drop table tombstone;
select complete_schema();
