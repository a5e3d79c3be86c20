-- The way back for somebody who lost every way in: a printed code, or two people who know them. Nobody does it alone, and
-- nobody by rank. And a session's token changes when its person shows again who they are.

alter table session add column before_hash bytea unique, add column before_until timestamptz;
grant update (token_hash, before_hash, before_until) on session to :"web";
comment on column session.before_hash is 'The token before this one: good for some seconds, for what was under way on the same device.';

set local role :"gate";
create or replace function session_for(token bytea)
  returns table (session_id uuid, person_id uuid, kind text, proved_at timestamptz)
  language sql security definer set search_path = public, pg_temp as $$
  update session s set seen_at = clock_now()
   where s.token_hash = token and s.seen_at < clock_now() - interval '5 minutes' and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end;
  select s.id, s.person_id, s.kind, s.proved_at from session s
   where (s.token_hash = token or (s.before_hash = token and s.before_until > clock_now())) and s.ends_at > clock_now()
     and s.seen_at > clock_now() - case s.kind when 'pen' then interval '90 days' else interval '8 hours' end
$$;
reset role;

create table recovery_code (
  person_id uuid not null references person on delete cascade,
  code_hash bytea not null,
  made_at timestamptz not null default clock_now(),
  used_at timestamptz,
  primary key (person_id, code_hash)
);
comment on table recovery_code is 'Printed codes, hashed. Each has eighty bits, so a plain hash keeps them.';
create table recovery_request (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token_hash bytea not null unique,
  code_hash bytea not null,
  made_at timestamptz not null default clock_now(),
  ends_at timestamptz not null,
  tries int not null default 0,
  ready_at timestamptz,
  cancelled_at timestamptz,
  done_at timestamptz
);
create index recovery_request_person on recovery_request (person_id);
create table recovery_vouch (
  request_id uuid not null references recovery_request on delete cascade,
  person_id uuid not null,
  at timestamptz not null default clock_now(),
  primary key (request_id, person_id)
);
alter table profile add column codes_declined_on date;
grant update (codes_declined_on) on profile to :"web";

grant select, insert, delete on recovery_code to :"web";
grant select, delete, update (cancelled_at) on recovery_request to :"web";
grant select, delete on recovery_vouch to :"web";
grant select, update (used_at) on recovery_code to :"gate";
grant select, insert, update (tries, ready_at, done_at) on recovery_request to :"gate";
grant select, insert on recovery_vouch to :"gate";
grant delete on recovery_request to :"worker";
grant select on recovery_request to :"worker";
alter table recovery_code enable row level security; alter table recovery_code force row level security;
alter table recovery_request enable row level security; alter table recovery_request force row level security;
alter table recovery_vouch enable row level security; alter table recovery_vouch force row level security;
create policy own on recovery_code to :"web" using (person_id = me()) with check (person_id = me());
create policy own on recovery_request to :"web" using (person_id = me()) with check (person_id = me());
create policy own on recovery_vouch to :"web" using (person_id = me()) with check (person_id = me());
create policy gate_all on recovery_code to :"gate" using (true) with check (true);
create policy gate_all on recovery_request to :"gate" using (true) with check (true);
create policy gate_all on recovery_vouch to :"gate" using (true) with check (true);
create policy sweep on recovery_request to :"worker" using (ends_at < clock_now() - interval '30 days');
do $$ declare t text; begin
  foreach t in array array['recovery_code', 'recovery_request', 'recovery_vouch'] loop
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
end $$;

-- Spends a printed code, once, and makes this transaction its person's.
create function spend_recovery_code(address text, code bytea) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  update recovery_code c set used_at = clock_now() from login l
   where l.email_key = lower(address) and c.person_id = l.person_id and c.code_hash = code and c.used_at is null
  returning c.person_id into whose;
  if whose is not null then perform set_config('app.person', whose::text, true); end if;
  return whose;
end $$;

-- Asks for two to vouch. Says nothing of whether anybody has this address; three open requests at the most.
create function ask_recovery(address text, new_id uuid, token bytea, code bytea) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with made as (insert into recovery_request (id, person_id, token_hash, code_hash, ends_at)
    select new_id, l.person_id, token, code, clock_now() + interval '7 days' from login l
     where l.email_key = lower(address) and (select count(*) from recovery_request r where r.person_id = l.person_id
       and r.cancelled_at is null and r.done_at is null and r.ends_at > clock_now()) < 3 returning 1)
  select exists (select from made)
$$;

create function recovery_for(token bytea) returns table (vouched int, ready_at timestamptz, over boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select (select count(*)::int from recovery_vouch v where v.request_id = r.id), r.ready_at,
         r.cancelled_at is not null or r.done_at is not null or r.ends_at <= clock_now()
    from recovery_request r where r.token_hash = token
$$;

-- The memberships by which somebody knows whoever asks: in a space with them now, and a week before the asking already, so
-- that an account made for the purpose is nobody's witness.
create function witness_of(which uuid, who uuid) returns setof membership
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.* from recovery_request r
    join membership a on a.person_id = r.person_id and in_force(a)
    join space s on s.id = a.space_id and s.kind not in ('person', 'seat')
    join membership m on m.space_id = s.id and in_force(m)
   where r.id = which and m.person_id = who and who <> r.person_id and m.starts_at <= r.made_at - interval '7 days'
$$;

create function vouching_asks() returns table (id uuid, name text, made_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, p.name, r.made_at from recovery_request r join person p on p.id = r.person_id
   where not by_token() and r.cancelled_at is null and r.done_at is null and r.ready_at is null and r.ends_at > clock_now() and r.tries < 10
     and exists (select from witness_of(r.id, me()))
     and not exists (select from recovery_vouch v where v.request_id = r.id and v.person_id = me())
   order by r.made_at
$$;

-- One of two who say, with the code that was read out to them, that it is really them. Two of one organisation only where
-- nobody else could; never two who pay. Both together start the day in which it can still be called off.
create function vouch_for(which uuid, code bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r recovery_request; first uuid; firsts uuid[]; mine uuid[];
begin
  select * into r from recovery_request x where x.id = which for update;
  if r.id is null or by_token() or r.cancelled_at is not null or r.done_at is not null or r.ready_at is not null or r.ends_at <= clock_now()
     or r.tries >= 10 or not exists (select from witness_of(which, me()))
     or exists (select from recovery_vouch v where v.request_id = which and v.person_id = me())
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.code_hash <> code then
    update recovery_request set tries = tries + 1 where id = which;
    return 'code';
  end if;
  select v.person_id into first from recovery_vouch v where v.request_id = which;
  if first is not null then
    if not exists (select from unnest(array[first, me()]) as v (id), witness_of(which, v.id) m where m.class not in ('funder', 'public_body'))
      then return 'payers'; end if;
    select coalesce(array_agg(m.organisation_id), '{}') into firsts from witness_of(which, first) m where m.organisation_id is not null;
    select coalesce(array_agg(m.organisation_id), '{}') into mine from witness_of(which, me()) m where m.organisation_id is not null;
    if firsts && mine and exists (
         select from membership a join membership o on o.space_id = a.space_id
          where a.person_id = r.person_id and o.person_id not in (r.person_id, first, me())
            and exists (select from witness_of(which, o.person_id))
            and not exists (select from witness_of(which, o.person_id) w where w.organisation_id = any (firsts)))
      then return 'organisation'; end if;
  end if;
  insert into recovery_vouch (request_id, person_id) values (which, me());
  if first is not null then update recovery_request set ready_at = clock_now() + interval '24 hours' where id = which; end if;
  return 'ok';
end $$;

-- A day after both have vouched, and not called off: this transaction becomes the person's, once.
create function finish_recovery(token bytea) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  update recovery_request r set done_at = clock_now()
   where r.token_hash = token and r.ready_at <= clock_now() and r.cancelled_at is null and r.done_at is null and r.ends_at > clock_now()
  returning r.person_id into whose;
  if whose is not null then perform set_config('app.person', whose::text, true); end if;
  return whose;
end $$;

grant execute on function spend_recovery_code, ask_recovery, recovery_for, vouching_asks, vouch_for, finish_recovery to :"web";
do $$ declare f text; begin
  foreach f in array array['spend_recovery_code', 'ask_recovery', 'recovery_for', 'witness_of', 'vouching_asks', 'vouch_for', 'finish_recovery'] loop
    execute format('revoke all on function %I from public', f);
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
