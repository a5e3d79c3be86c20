-- One anonymous question in a chapter. What is put in is sealed until the close: here lies a ciphertext of one size, and the
-- key is in the key store, outside the database, its log and its backups. No author, no time finer than the day, no order.

create table round (
  space_id uuid not null references space on delete cascade, id uuid not null, chapter_id uuid not null,
  kind text not null, about uuid not null, shape jsonb not null, bytes integer not null, may_go text[] not null,
  live boolean not null, public_key bytea not null, people integer not null,
  state text not null default 'open' check (state in ('open', 'closed', 'dropped')), came integer,
  opened_on date not null default (clock_now())::date, closed_on date,
  primary key (space_id, id), unique (id), check ((state = 'open') = (closed_on is null)),
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
create index round_chapter on round (chapter_id);
comment on table round is 'What is asked, who may answer and how a line may go on: frozen at the opening, and shown.';
comment on column round.people is 'How many were on the roster at the opening; all that is kept of it.';
comment on column round.came is 'How many had put something in, a pass too, at the close.';
-- The roster, until the close. Of the ticket there is only that it was fetched, and for which blinded message.
create table round_ticket (
  round_id uuid not null references round (id) on delete cascade, person_id uuid not null references person on delete cascade, blinded bytea,
  primary key (round_id, person_id)
);
create index round_ticket_person on round_ticket (person_id);
-- What was put in. The hashes of the spent ticket and of the edit key stand here and nowhere else.
create table round_sealed (
  round_id uuid not null references round (id) on delete cascade, ticket bytea not null, edit bytea not null, cipher bytea not null,
  primary key (round_id, ticket)
);

grant select on round to :"web";
grant select, insert, update (state, came, closed_on) on round to :"gate";
grant select, insert, update (blinded), delete on round_ticket to :"gate";
grant select, insert, update (cipher), delete on round_sealed to :"gate";
do $$ declare t text; begin
  foreach t in array array['round', 'round_ticket', 'round_sealed'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;
create policy readers on round for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy nobody on round_ticket as restrictive for select to :"web" using (false);
create policy nobody on round_sealed as restrictive for select to :"web" using (false);

-- Held together by whoever puts something in or takes a ticket, and alone by whoever ends the round.
create function hold_round(which uuid, alone boolean) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if alone then perform pg_advisory_xact_lock(hashtextextended('round ' || which::text, 0));
  else perform pg_advisory_xact_lock_shared(hashtextextended('round ' || which::text, 0)); end if;
end $$;

create function open_round(new_id uuid, in_space uuid, in_chapter uuid, of_kind text, what uuid, asked jsonb, size integer, going text[],
    in_a_live_room boolean, signs bytea) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid[] := array(select readers_of(in_chapter) order by gen_random_uuid());
begin
  if not (in_chapter = any (my_chapters())) or not exists (select from chapter c where c.id = in_chapter and c.space_id = in_space) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  if size not between 64 and 32768 or cardinality(going) = 0 or not going <@ array['stays', 'theme', 'words'] or length(of_kind) not between 1 and 60 then
    raise exception 'invalid' using errcode = '23514'; end if;
  insert into round (space_id, id, chapter_id, kind, about, shape, bytes, may_go, live, public_key, people)
    values (in_space, new_id, in_chapter, of_kind, what, asked, size, going, in_a_live_room, signs, cardinality(who));
  insert into round_ticket (round_id, person_id) select new_id, unnest(who);
  perform append_event(in_chapter, 'round.opened', new_id, me(), clock_now());
  return cardinality(who);
end $$;

-- One ticket for each on the roster who still reads the chapter: the same blinded message again is answered again.
create function take_ticket(which uuid, sent bytea) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare is_now text; had bytea;
begin
  perform hold_round(which, false);
  select r.state into is_now from round r where r.id = which and r.chapter_id = any (my_chapters());
  if is_now is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if is_now <> 'open' then return is_now; end if;
  update round_ticket t set blinded = sent where t.round_id = which and t.person_id = me() and t.blinded is null;
  select t.blinded into had from round_ticket t where t.round_id = which and t.person_id = me();
  return case when had is null then 'not_asked' when had = sent then 'yes' else 'other' end;
end $$;

-- Who puts something in is nobody here: what they hold says that they may. This tells nothing of what is asked.
create function round_door(which uuid) returns table (public_key bytea, state text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.public_key, r.state from round r where r.id = which
$$;
create function put_sealed(which uuid, spent bytea, holds bytea, sealed bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare is_now text;
begin
  if length(spent) <> 32 or length(holds) <> 32 or length(sealed) > 40000 then raise exception 'invalid' using errcode = '23514'; end if;
  perform hold_round(which, false);
  select r.state into is_now from round r where r.id = which;
  if is_now is distinct from 'open' then return coalesce(is_now, 'none'); end if;
  insert into round_sealed as s (round_id, ticket, edit, cipher) values (which, spent, holds, sealed)
    on conflict (round_id, ticket) do update set cipher = excluded.cipher where s.edit = excluded.edit;
  return case when found then 'in' else 'spent' end;
end $$;

-- Ends it for whoever reads the chapter, or for a job of the place whose day has come; what tied people to it goes.
create function end_round(which uuid, as_state text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r round;
begin
  perform hold_round(which, true);
  select * into r from round x where x.id = which and (session_user = :'worker' or x.chapter_id = any (my_chapters()));
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.state <> 'open' then raise exception 'over' using errcode = 'TF100'; end if;
  update round x set state = as_state, closed_on = (clock_now())::date,
      came = case as_state when 'closed' then (select count(*) from round_sealed s where s.round_id = which) end where x.id = which;
  delete from round_ticket t where t.round_id = which;
  perform append_event(r.chapter_id, 'round.' || as_state, which, null, date_trunc('day', clock_now()));
end $$;
create function close_round(which uuid) returns table (ticket bytea, cipher bytea) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform end_round(which, 'closed');
  return query delete from round_sealed s where s.round_id = which returning s.ticket, s.cipher;
end $$;
-- A closed space is added to no more, and what is open in it ends all the same.
create function drop_round(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  perform end_round(which, 'dropped');
  delete from round_sealed s where s.round_id = which;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

-- How rounds stand, for whoever reads their chapter and for jobs of the place. While one is open a number is told in a live room
-- only. `asks_me`: I am on its roster.
create function rounds_told(which uuid[]) returns table (id uuid, state text, came integer, people integer, asks_me boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.state, case when r.state = 'open' and r.live then (select count(*)::int from round_sealed s where s.round_id = r.id) else r.came end, r.people,
         exists (select from round_ticket t where t.round_id = r.id and t.person_id = me())
    from round r where r.id = any (which) and (session_user = :'worker' or r.chapter_id = any ((select my_chapters())::uuid[]))
$$;
-- Who is asked, while it is open: in no order, and nothing of who has answered.
create function round_roster(which uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select t.person_id from round_ticket t join round r on r.id = t.round_id
   where r.id = which and r.chapter_id = any ((select my_chapters())::uuid[]) order by gen_random_uuid()
$$;
-- For the place itself: what is open, and whether the space it lies in has been closed since.
create function open_rounds() returns table (id uuid, over boolean) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, s.closed_at is not null from round r join space s on s.id = r.space_id where r.state = 'open'
$$;
create function my_rounds() returns table (id uuid, opened_on date) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.opened_on from round_ticket t join round r on r.id = t.round_id where t.person_id = me()
$$;
create function forget_rounds() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from round_ticket where person_id = me()
$$;
revoke all on function hold_round, open_round, take_ticket, round_door, put_sealed, end_round, close_round, drop_round, rounds_told, round_roster,
  open_rounds, my_rounds, forget_rounds from public;
grant execute on function hold_round to :"gate";
grant execute on function open_round, take_ticket, round_door, put_sealed, close_round, drop_round, rounds_told, round_roster, my_rounds, forget_rounds to :"web";
grant execute on function close_round, drop_round, rounds_told, open_rounds to :"worker";
do $$ declare f text; begin
  foreach f in array array['open_round', 'take_ticket', 'round_door', 'put_sealed', 'end_round', 'close_round', 'drop_round', 'rounds_told',
      'round_roster', 'open_rounds', 'my_rounds', 'forget_rounds'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

-- A note of what went from here would say for ever who was asked, or which tickets were spent.
create or replace function note_all_narrowings() returns void language plpgsql set search_path = public, pg_temp as $$
declare t record;
begin
  for t in select c.relname, c.relname in ('withdrawal', 'crossing_outcome') as tells
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname <> all (array['migration', 'night', 'attempt', 'session', 'event', 'narrowing', 'mailed_link', 'sign_in_link', 'installation',
         'round_ticket', 'round_sealed'])
       and not exists (select from pg_trigger g where g.tgrelid = c.oid and g.tgname = 'narrowed') loop
    execute format('create trigger narrowed after update or delete on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    if t.tells then
      execute format('create trigger told after insert on %I for each row when (pg_trigger_depth() = 0) execute function note_narrowing()', t.relname);
    end if;
  end loop;
end $$;
select complete_schema();
