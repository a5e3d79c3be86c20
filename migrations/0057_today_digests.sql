-- Finding what was learned by its words, and what waits for somebody: put aside, told by mail, looked at last.

-- What a row says, as the search of its space understands it. Kept by the database at every write, so that words which are
-- taken back, forgotten or hidden are gone from the search in the same moment, whoever writes. Its arguments are columns.
create function keep_search() returns trigger
language plpgsql security definer set search_path = public, pg_temp set row_security = on as $$
declare said jsonb := to_jsonb(new);
begin
  new.tsv := to_tsvector((select s.search_language from space s where s.id = new.space_id),
    (select coalesce(string_agg(said ->> c, E'\n'), '') from unnest(tg_argv) c));
  return new;
end $$;
revoke all on function keep_search() from public;
alter function keep_search() owner to :"gate";
set local role :"gate";
grant execute on function keep_search() to :"owner";
reset role;

-- Makes a table of content findable by these columns of it. A later table: one line in its migration.
create function make_findable(relation text, variadic columns text[]) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  execute format('alter table %I add column tsv tsvector not null default ''''', relation);
  execute format('create trigger searched before insert or update on %I for each row execute function keep_search(%s)',
    relation, (select string_agg(quote_literal(c), ', ') from unnest(columns) c));
  execute format('create index %I on %I using gin (chapter_id, tsv)', relation || '_search', relation);
  execute format('grant select (id, space_id, chapter_id, tsv) on %I to %I', relation, :'finder');
  execute format('create policy finds on %I for select to %I using (true)', relation, :'finder');
  execute format('alter table %I no force row level security', relation);
  execute format('update %I set tsv = tsv', relation);
  execute format('alter table %I force row level security', relation);
end $$;
revoke all on function make_findable(text, text[]) from public;
select make_findable('insight', 'words'), make_findable('decision', 'words', 'reasons'), make_findable('action', 'words'), make_findable('outcome', 'words');

-- Ids and ranks only, from the chapters the reader may read; the words are then read under the reader's own policies.
create function find_rows(kinds text[], in_spaces uuid[], query tsquery, most integer)
  returns table (kind text, space_id uuid, id uuid, rank real)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare k text; mine uuid[] := my_chapters();
begin
  mine := array(select c.id from chapter c where c.id = any (mine) and c.space_id = any (in_spaces));
  foreach k in array kinds loop
    return query execute format('select %1$L::text, t.space_id, t.id, ts_rank(t.tsv, $1) as rank from %1$I t
      where t.chapter_id = any ($2) and t.tsv @@ $1 order by rank desc, t.id limit $3', k) using query, mine, most;
  end loop;
end $$;
revoke all on function find_rows(text[], uuid[], tsquery, integer) from public;
grant execute on function find_rows(text[], uuid[], tsquery, integer) to :"web";
alter function find_rows(text[], uuid[], tsquery, integer) owner to :"finder";

-- What somebody put aside of what waits for them: until a day, or as not theirs. Nobody else learns of it.
create table ask_aside (
  person_id uuid not null references person, ask text not null check (length(ask) between 1 and 300),
  until date, made_on date not null default (clock_now())::date,
  primary key (person_id, ask)
);
comment on column ask_aside.until is 'Null: it is not mine.';

-- Whether somebody wants to be told by mail what waits. Nobody is written to who has not chosen it: how is null until then,
-- and null again once they stop, so that a stop counts as a narrowing and outlives a restore.
create table digest_choice (
  person_id uuid primary key references person,
  how text check (how in ('daily', 'weekly')),
  weekday smallint not null default 1 check (weekday between 1 and 7),
  quiet_days smallint[] not null default '{6,7}' check (quiet_days <@ '{1,2,3,4,5,6,7}' and cardinality(quiet_days) <= 7),
  quiet_from smallint not null default 18 check (quiet_from between 0 and 23),
  quiet_until smallint not null default 8 check (quiet_until between 0 and 23)
);
-- One letter a day at most, by its key. Whoever is killed between taking it up and sending it has sent none, and never two.
create table digest (
  person_id uuid not null references person, day date not null,
  state text not null check (state in ('going', 'gone', 'nothing', 'again', 'refused')),
  again_at timestamptz, stop_hash bytea unique,
  primary key (person_id, day)
);
comment on column digest.stop_hash is 'Of the secret in that letter which stops the letters and does nothing else.';
-- The day somebody last looked, and the day before that: no hour.
create table last_look (
  person_id uuid primary key references person, day date not null, before date not null
);

grant select, insert, update (until), delete on ask_aside to :"web";
grant select, insert, update (how, weekday, quiet_days, quiet_from, quiet_until), delete on digest_choice to :"web";
grant select, delete on digest to :"web";
grant select, insert, update (day, before), delete on last_look to :"web";
grant select, update (how) on digest_choice to :"gate";
grant select, insert, update, delete on digest to :"gate";
grant select (person_id, zone) on profile to :"gate";
create policy gate_reads on profile for select to :"gate" using (true);
do $$ declare t text; begin
  foreach t in array array['ask_aside', 'digest_choice', 'digest', 'last_look'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy own on %I to %I using (person_id = me()) with check (person_id = me())', t, :'web');
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
  foreach t in array array['digest_choice', 'digest'] loop
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;

-- Whose day it is: the person's own zone, else that of the space they have been in longest, else the place's.
create function zone_of(whose uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select p.zone from profile p where p.person_id = whose),
    (select s.zone from membership m join space s on s.id = m.space_id where m.person_id = whose and m.first_chapter is not null
        and s.kind <> 'person' and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at, m.id limit 1),
    (select i.zone from installation i))
$$;
create function my_zone() returns text language sql stable security definer set search_path = public, pg_temp as $$ select zone_of(me()) $$;

-- For whom a letter is due: chosen, outside their quiet hours and days, and none yet for this day or this week.
create function digests_due(most integer) returns table (person uuid, day date)
  language sql stable security definer set search_path = public, pg_temp as $$
  with local as (select c.*, clock_now() at time zone zone_of(c.person_id) as at from digest_choice c where c.how is not null),
  timed as (select l.*, extract(isodow from l.at)::int as dow, extract(hour from l.at)::int as hour from local l)
  select t.person_id, t.at::date from timed t
   where not t.dow = any (t.quiet_days)
     and not case when t.quiet_from <= t.quiet_until then t.hour >= t.quiet_from and t.hour < t.quiet_until
                  else t.hour >= t.quiet_from or t.hour < t.quiet_until end
     and not exists (select from digest d where d.person_id = t.person_id
       and d.day >= case t.how when 'daily' then t.at::date else t.at::date - ((t.dow - t.weekday + 7) % 7) end
       and not (d.state = 'again' and (d.day < t.at::date or d.again_at <= clock_now())))
   order by t.person_id limit most
$$;

-- Takes one letter up, once. Who it goes to, and where, is asked here and nowhere before: whoever chose otherwise since, is
-- in no space any more, or has no confirmed address, gets none. The address is today's, whatever it was when it fell due.
create function take_digest(whose uuid, on_day date, stop bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare address text;
begin
  select l.email into address from login l join digest_choice c on c.person_id = l.person_id
   where l.person_id = whose and l.verified_at is not null and c.how is not null
     and exists (select from membership m join space s on s.id = m.space_id where m.person_id = whose and m.first_chapter is not null
           and s.kind <> 'person' and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()));
  insert into digest (person_id, day, state, stop_hash)
    values (whose, on_day, case when address is null then 'nothing' else 'going' end, case when address is null then null else stop end)
    on conflict (person_id, day) do update set state = excluded.state, stop_hash = excluded.stop_hash, again_at = null
      where digest.state = 'again' and digest.again_at <= clock_now();
  if not found then return null; end if;
  return address;
end $$;
create function settle_digest(whose uuid, on_day date, becomes text, again_in interval) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update digest set state = becomes, again_at = clock_now() + again_in where person_id = whose and day = on_day and state = 'going'
$$;
-- Does exactly that: whoever holds a letter may stop the letters, without signing in.
create function stop_digests(stop bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  select d.person_id into whose from digest d where d.stop_hash = stop;
  update digest_choice set how = null where person_id = whose and how is not null;
  return whose is not null;
end $$;
create function sweep_digests() returns integer language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from digest where day < (clock_now())::date - 90 returning 1) select count(*)::int from gone
$$;
revoke all on function zone_of(uuid), my_zone(), digests_due(integer), take_digest(uuid, date, bytea), settle_digest(uuid, date, text, interval),
  stop_digests(bytea), sweep_digests() from public;
grant execute on function my_zone(), stop_digests(bytea) to :"web";
grant execute on function digests_due(integer), take_digest(uuid, date, bytea), settle_digest(uuid, date, text, interval), sweep_digests() to :"worker";
alter function zone_of(uuid) owner to :"gate"; alter function my_zone() owner to :"gate"; alter function digests_due(integer) owner to :"gate";
alter function take_digest(uuid, date, bytea) owner to :"gate"; alter function settle_digest(uuid, date, text, interval) owner to :"gate";
alter function stop_digests(bytea) owner to :"gate"; alter function sweep_digests() owner to :"gate";
