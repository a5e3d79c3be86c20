-- What a second hostile reading found of vouching, of what a shut session reads, and of what an erased person leaves behind.

alter table password add column journal_from timestamptz;
grant update (journal_from) on password to :"web";
comment on column password.journal_from is 'Until then this password, set by somebody two others vouched for, opens no journal.';

-- Wrong codes are counted for each who vouches: whoever gets it wrong stops themselves and nobody else.
create table recovery_wrong (
  request_id uuid not null references recovery_request on delete cascade,
  person_id uuid not null,
  tries int not null default 1,
  primary key (request_id, person_id)
);
grant select, insert, update (tries) on recovery_wrong to :"gate";
alter table recovery_wrong enable row level security; alter table recovery_wrong force row level security;
create policy gate_all on recovery_wrong to :"gate" using (true) with check (true);
grant select, delete on recovery_wrong to :"web";
create policy own on recovery_wrong to :"web" using (person_id = me()) with check (person_id = me());
create policy not_by_token on recovery_wrong as restrictive to :"web" using (not by_token()) with check (not by_token());
grant delete on recovery_request to :"gate";

set local role :"gate";
-- Whoever knows the one who asks: a week already in a space in which that one has been for a week as well, which they did not
-- found, and into which they did not bring them. A space is founded, and somebody brought into it, in an afternoon.
create or replace function witness_of(which uuid, who uuid) returns setof membership
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.* from recovery_request r
    join membership a on a.person_id = r.person_id and in_force(a) and a.starts_at <= r.made_at - interval '7 days'
    join space s on s.id = a.space_id and s.kind not in ('person', 'seat')
    join membership m on m.space_id = s.id and in_force(m)
   where r.id = which and m.person_id = who and who <> r.person_id and m.starts_at <= r.made_at - interval '7 days'
     and not exists (select from membership f where f.space_id = s.id and f.person_id = who and f.brought_by = who)
     and not exists (select from membership b where b.space_id = s.id and b.person_id = r.person_id and b.brought_by = who)
$$;

create or replace function vouching_asks() returns table (id uuid, name text, made_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, p.name, r.made_at from recovery_request r join person p on p.id = r.person_id
   where not by_token() and r.cancelled_at is null and r.done_at is null and r.ready_at is null and r.ends_at > clock_now()
     and not exists (select from recovery_wrong w where w.request_id = r.id and w.person_id = me() and w.tries >= 5)
     and exists (select from witness_of(r.id, me()))
     and not exists (select from recovery_vouch v where v.request_id = r.id and v.person_id = me())
   order by r.made_at
$$;

create or replace function vouch_for(which uuid, code bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r recovery_request; first uuid; firsts uuid[]; mine uuid[];
begin
  select * into r from recovery_request x where x.id = which for update;
  if r.id is null or by_token() or journal_shut() or r.cancelled_at is not null or r.done_at is not null or r.ready_at is not null or r.ends_at <= clock_now()
     or not exists (select from witness_of(which, me()))
     or exists (select from recovery_wrong w where w.request_id = which and w.person_id = me() and w.tries >= 5)
     or exists (select from recovery_vouch v where v.request_id = which and v.person_id = me())
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.code_hash <> code then
    insert into recovery_wrong as w (request_id, person_id) values (which, me())
      on conflict (request_id, person_id) do update set tries = w.tries + 1;
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
    -- Two whom no organisation stands behind may be one: not where somebody of an organisation could say it.
    if firsts = '{}' and mine = '{}' and exists (
         select from membership a join membership o on o.space_id = a.space_id
          where a.person_id = r.person_id and o.person_id not in (r.person_id, first, me())
            and exists (select from witness_of(which, o.person_id) w where w.organisation_id is not null))
      then return 'alone'; end if;
  end if;
  insert into recovery_vouch (request_id, person_id) values (which, me());
  if first is not null then update recovery_request set ready_at = clock_now() + interval '24 hours' where id = which; end if;
  return 'ok';
end $$;

-- Three open at the most: a fourth takes the place of the oldest for which nobody has vouched, so nobody is kept out by others' asking.
create or replace function ask_recovery(address text, new_id uuid, token bytea, code bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  select l.person_id into whose from login l where l.email_key = lower(address);
  if whose is null then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('recovery ' || whose::text, 0));
  delete from recovery_request d where d.id in (
    select r.id from recovery_request r where r.person_id = whose and r.cancelled_at is null and r.done_at is null and r.ends_at > clock_now()
       and not exists (select from recovery_vouch v where v.request_id = r.id)
     order by r.made_at desc, r.id offset 2);
  insert into recovery_request (id, person_id, token_hash, code_hash, ends_at)
    values (new_id, whose, token, code, clock_now() + interval '7 days');
  return true;
end $$;

-- A session that has shown nothing only its owner holds reads neither a journal nor what two people said to each other.
create or replace function my_spaces() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.space_id), '{}') from membership m join space s on s.id = m.space_id
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (not by_token() or m.space_id = any (token_spaces()))
     and not (journal_shut() and s.kind = 'pair')
$$;
create or replace function my_chapters() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
    join space s on s.id = m.space_id
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (not by_token() or m.space_id = any (token_spaces()))
     and not (journal_shut() and s.kind in ('person', 'pair'))
$$;
reset role;

-- A journal holds entries, which are encrypted; a library would keep their words as they are.
do $$ declare t text; begin
  foreach t in array array['file', 'document', 'evidence'] loop
    execute format('create policy not_in_journals on %I as restrictive for insert to %I
      with check (exists (select from space s where s.id = space_id and s.kind <> ''person''))', t, :'web');
  end loop;
end $$;

-- What is left of somebody who has erased themselves: what invitations said of them, what their attempts were answered, when
-- they wrote in their journal, and what was put into its library before none could be.
grant update (name, email, reason) on invitation to :"gate";
grant select, delete on attempt to :"gate";
grant delete on event, document, evidence, file to :"gate";
grant select on file to :"gate";
grant select (space_id) on document to :"gate";
create policy gate_forgets on attempt to :"gate" using (person_id = me());
create policy gate_deletes on event for delete to :"gate" using (true);
create policy gate_deletes on document for delete to :"gate" using (true);
create policy gate_reads on file for select to :"gate" using (true);
create policy gate_deletes on file for delete to :"gate" using (true);
create function forget_traces() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare own uuid := (select s.id from space s where s.owner_id = me()); was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update invitation set name = 'Somebody', email = 'forgotten', reason = '' where accepted_by = me() or invited_by = me();
  delete from evidence where space_id = own;
  delete from document where space_id = own;
  delete from file where space_id = own;
  delete from event where space_id = own;
  delete from attempt where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function forget_traces from public;
grant execute on function forget_traces to :"web";
alter function forget_traces owner to :"gate";
