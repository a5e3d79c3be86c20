-- The running of the place can be handed on: who runs it asks somebody, who says yes or no; whoever is not the last steps down.

create table keeper_asking (
  id uuid primary key,
  -- Who has this address; where nobody has, or whoever has it said no, an id that is nobody's: both rows look the same.
  person_id uuid not null,
  asked_by uuid not null references person on delete cascade,
  address text not null check (length(address) between 3 and 254),
  made_at timestamptz not null default clock_now(),
  ends_at timestamptz not null
);
create unique index keeper_asking_address on keeper_asking (lower(address));
create index keeper_asking_person on keeper_asking (person_id);
comment on table keeper_asking is 'Somebody is asked to run the place as well. It tells nobody whether the address has an account.';
grant select on keeper_asking to :"web";
grant select, insert, delete, update (person_id) on keeper_asking to :"gate";
grant select, delete on keeper_asking to :"worker";
grant delete on place_keeper to :"gate";
alter table keeper_asking enable row level security; alter table keeper_asking force row level security;
create policy own on keeper_asking for select to :"web" using (person_id = me());
create policy not_by_token on keeper_asking as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on keeper_asking to :"gate" using (true) with check (true);
create policy sweep on keeper_asking for delete to :"worker" using (ends_at < clock_now());
create policy gate_steps_down on place_keeper for delete to :"gate" using (true);

create function runs_place() returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select not by_token() and exists (select from place_keeper where person_id = me())
$$;
-- The same work for an address that is known and for one that is not. One that is open already stays as it is: a no stands.
create function ask_keeper(which uuid, its_address text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if journal_shut() or not runs_place() then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from keeper_asking k where k.ends_at <= clock_now();
  if (select count(*) from keeper_asking k where lower(k.address) <> lower(its_address)) >= 10 then return false; end if;
  insert into keeper_asking (id, person_id, asked_by, address, ends_at)
    values (which, coalesce((select l.person_id from login l where l.email_key = lower(its_address)), gen_random_uuid()),
            me(), its_address, clock_now() + interval '7 days')
    on conflict (lower(address)) do nothing;
  return true;
end $$;
create function call_off_keeper(which uuid) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with done as (delete from keeper_asking k where k.id = which and runs_place() and not journal_shut() returning 1)
  select exists (select from done)
$$;
create function keepers_here() returns table (id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.name from place_keeper k join person p on p.id = k.person_id where runs_place() order by p.name, p.id
$$;
create function keeper_askings() returns table (id uuid, address text, name text, ends_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.address, p.name, k.ends_at from keeper_asking k join person p on p.id = k.asked_by
   where runs_place() and k.ends_at > clock_now() order by k.made_at, k.id
$$;
-- Whom a letter about the running of the place goes to; no name, no address.
create function keepers_to_tell() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select person_id from place_keeper where not by_token()
$$;
create function keeper_asks() returns table (id uuid, name text, ends_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, p.name, k.ends_at from keeper_asking k join person p on p.id = k.asked_by
   where k.person_id = me() and k.ends_at > clock_now() and not by_token() and not runs_place() order by k.made_at, k.id
$$;
-- A yes takes the asking away. A no leaves it as if nobody had ever had the address.
create function answer_keeper(which uuid, yes boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from keeper_asking k where k.id = which and k.person_id = me() and k.ends_at > clock_now() and not by_token()
    and not (yes and journal_shut()) for update;
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
  if yes then
    delete from keeper_asking k where k.id = which;
    insert into place_keeper (person_id) values (me()) on conflict do nothing;
  else
    update keeper_asking k set person_id = gen_random_uuid() where k.id = which;
  end if;
end $$;
-- One after the other, so that of two who step down at once one stays.
create function step_down() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('place_keeper', 5));
  if journal_shut() or not runs_place() then raise exception 'not found' using errcode = 'TF404'; end if;
  if not exists (select from place_keeper k where k.person_id <> me()) then return false; end if;
  delete from place_keeper k where k.person_id = me();
  return true;
end $$;
-- Erasing somebody: what they were asked stands for nobody any more. What they asked stays until its week is over, so that
-- the last one who runs the place can ask somebody and go.
create function forget_keeper_asks() returns void
  language sql security definer set search_path = public, pg_temp as $$
  update keeper_asking k set person_id = gen_random_uuid() where k.person_id = me() and not by_token()
$$;
revoke all on function runs_place, ask_keeper, call_off_keeper, keepers_here, keeper_askings, keepers_to_tell, keeper_asks,
  answer_keeper, step_down, forget_keeper_asks from public;
grant execute on function runs_place to :"web", :"gate";
grant execute on function ask_keeper, call_off_keeper, keepers_here, keeper_askings, keepers_to_tell, keeper_asks,
  answer_keeper, step_down, forget_keeper_asks to :"web";
alter function runs_place owner to :"gate";
alter function ask_keeper owner to :"gate";
alter function call_off_keeper owner to :"gate";
alter function keepers_here owner to :"gate";
alter function keeper_askings owner to :"gate";
alter function keepers_to_tell owner to :"gate";
alter function keeper_asks owner to :"gate";
alter function answer_keeper owner to :"gate";
alter function step_down owner to :"gate";
alter function forget_keeper_asks owner to :"gate";
