-- Who may give which role, how a role changes hands, and from where a newcomer reads: decided here, announced from here.

do $$ declare t text; begin
  foreach t in array array['membership', 'invitation'] loop
    -- Rows that exist are changed by their owner, who must see them for that moment.
    execute format('alter table %I no force row level security', t);
    execute format($f$update %I set roles = array_remove(roles, 'researcher_in_residence') where 'researcher_in_residence' = any (roles)$f$, t);
    execute format('alter table %I force row level security', t);
    execute format($f$alter table %I add constraint known_roles check (roles <@ array['manager','facilitator','administrator','treasurer','learning_coordinator','speaks_for_organisation','chair']::text[])$f$, t);
    execute format($f$alter table %I add constraint speaks_for_one check (not 'speaks_for_organisation' = any (roles) or organisation_id is not null)$f$, t);
  end loop;
end $$;
alter table invitation add constraint known_class check (class in ('funder','public_body','grantee','delivery_partner','learning_partner','evaluator','academic','community_member','observer'));

-- Roles that let somebody act for others. The same list stands in the contract.
create function privileged(given text[]) returns boolean language sql immutable set search_path = public, pg_temp as $$
  select given && array['manager','facilitator','administrator','treasurer','speaks_for_organisation','chair']::text[] $$;
create function in_force(m membership) returns boolean language sql stable set search_path = public, pg_temp as $$
  select m.first_chapter is not null and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) $$;
-- Who may ask somebody in with such a role: a manager; in a pair, a room or a group the members decide it together.
create function may_give(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select i_manage(which) or (in_space(which) and exists (select from space s where s.id = which and s.kind in ('pair', 'room', 'group'))) $$;
create function unmanaged(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select in_space(which) and exists (select from space s where s.id = which and s.kind not in ('person', 'seat', 'room'))
    and not exists (select from membership m where m.space_id = which and 'manager' = any (m.roles) and in_force(m)) $$;
create policy givers on invitation as restrictive for insert to :"web" with check (not privileged(roles) or may_give(space_id));

-- A role that waits for yeses: passed on by whoever holds it, taken on by somebody, or a residence with its protocol.
create table role_ask (
  id uuid primary key default gen_random_uuid(),
  space_id uuid not null references space,
  chapter_id uuid not null,
  membership_id uuid not null references membership,
  kind text not null check (kind in ('passed', 'taken_on', 'residence')),
  role text not null check (role in ('manager','facilitator','administrator','treasurer','chair','researcher_in_residence')),
  instead_of uuid references membership,
  from_day date, until date, ends_at timestamptz, leaves boolean not null default false,
  observe text not null default '' check (length(observe) <= 1000),
  write_down text not null default '' check (length(write_down) <= 1000),
  publish text not null default '' check (length(publish) <= 1000),
  bias text not null default '' check (length(bias) <= 1000),
  asked_by uuid not null references person,
  made_at timestamptz not null default clock_now(),
  takes_effect_at timestamptz not null default 'infinity',
  settled_at timestamptz,
  outcome text check (outcome in ('taken', 'ended')),
  check ((kind = 'residence') = (role = 'researcher_in_residence') and (kind = 'residence') = (ends_at is not null)),
  check (kind <> 'residence' or least(length(observe), length(write_down), length(publish), length(bias)) > 0),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index role_ask_space on role_ask (space_id);
comment on column role_ask.ends_at is 'When a residence is over: compared at every read, so that no job can be late. Longer is asked anew.';
create table role_answer (
  ask_id uuid not null references role_ask,
  person_id uuid not null references person,
  answered_at timestamptz not null default clock_now(),
  primary key (ask_id, person_id)
);
comment on table role_answer is 'Who has said yes to a role changing hands; each sees only their own.';
grant select on role_ask, role_answer to :"web";
grant select, insert, update (takes_effect_at, settled_at, outcome) on role_ask to :"gate";
grant select, insert on role_answer to :"gate";
grant update (shares_with) on membership to :"gate";
alter table role_ask enable row level security; alter table role_ask force row level security;
alter table role_answer enable row level security; alter table role_answer force row level security;
create policy readers on role_ask for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on role_ask to :"gate" using (true) with check (true);
create policy own on role_answer for select to :"web" using (person_id = me());
create policy gate_all on role_answer to :"gate" using (true) with check (true);

create function standing_of(which uuid) returns uuid language sql stable security definer set search_path = public, pg_temp
  as $$ select c.id from chapter c where c.space_id = which and c.number = 0 $$;

-- From which chapter somebody coming in reads; null: from a new one. The announcement and the letting in both ask here.
create function door_reads(sp uuid, who uuid, as_class text) returns integer
  language sql stable security definer set search_path = public, pg_temp as $$
  select case when s.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      case when coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = sp and r.rule = 'newcomers_read_back'
                           order by r.since desc limit 1), s.kind = 'seat') then 1 end
    else (
      -- As far back as the first of their class, and no further; never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> who) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> who), max(o.first_chapter) filter (where o.person_id = who)) end
        from membership o where o.space_id = sp and o.class = as_class and o.first_chapter is not null)
    end from space s where s.id = sp
$$;
-- What an arrival will read, as its announcement says it: the chapter's number and the day it was opened; no row: from then on.
create function arrival_reads(which uuid) returns table (first integer, opened timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.number, c.opened_at from membership m
    join chapter c on c.space_id = m.space_id and c.number = door_reads(m.space_id, m.person_id, m.class)
   where m.id = which and in_space(m.space_id)
$$;

-- Settles one role that waits: taken when the yeses are there or its day has come, ended when it can no longer be.
create function settle_role_ask(which uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare a role_ask; m membership; everybody boolean; own_yes boolean;
begin
  select * into a from role_ask x where x.id = which;
  perform pg_advisory_xact_lock(hashtextextended('door ' || a.space_id::text, 0));
  select * into a from role_ask x where x.id = which;
  if a.settled_at is not null then return a.outcome; end if;
  select * into m from membership x where x.id = a.membership_id;
  if not in_force(m) or (a.kind = 'residence' and a.ends_at <= clock_now())
     or (a.kind = 'passed' and not exists (select from membership i where i.id = a.instead_of and in_force(i) and a.role = any (i.roles)))
     or (a.kind = 'taken_on' and a.role = 'manager' and exists (
           select from membership o where o.space_id = a.space_id and 'manager' = any (o.roles) and in_force(o))) then
    update role_ask set settled_at = clock_now(), outcome = 'ended' where id = which;
    return 'ended';
  end if;
  select exists (select from role_answer r where r.ask_id = which and r.person_id = m.person_id) into own_yes;
  select not exists (select from membership o where o.space_id = a.space_id and in_force(o)
            and not exists (select from role_answer r where r.ask_id = which and r.person_id = o.person_id)) into everybody;
  if not own_yes or not (a.kind = 'passed' or everybody or a.takes_effect_at <= clock_now()) then return 'waiting'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'taken', takes_effect_at = least(takes_effect_at, clock_now()) where id = which;
  if a.kind = 'residence' then
    if a.leaves then update membership set ends_at = a.ends_at where id = m.id; end if;
    perform append_event(a.chapter_id, 'membership.residence_started', m.id, null, clock_now());
  else
    update membership set roles = array_append(array_remove(roles, a.role), a.role)
      where id = m.id or (id = m.shares_with and space_id = a.space_id);
    if a.kind = 'passed' then update membership set roles = array_remove(roles, a.role) where id = a.instead_of; end if;
    perform append_event(a.chapter_id, 'membership.role_taken', m.id, null, clock_now());
  end if;
  return 'taken';
end $$;

-- I pass my being manager on. It passes when they say yes, and until then it is mine.
create function pass_on(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare m membership; mine uuid; made uuid;
begin
  select * into m from membership x where x.id = which and in_force(x) and x.person_id <> me();
  select b.id into mine from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles) and in_force(b) limit 1;
  if m.id is null or mine is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if 'manager' = any (m.roles) then raise exception 'refused' using errcode = 'TF024'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'ended' where instead_of = mine and settled_at is null;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, instead_of, asked_by)
    values (m.space_id, standing_of(m.space_id), which, 'passed', 'manager', mine, me()) returning id into made;
  perform append_event(standing_of(m.space_id), 'membership.role_asked', which, me(), clock_now());
  return made;
end $$;

-- I ask everybody for a role: it is mine when all have said yes, or after seven days in which nobody said no.
create function take_on(sp uuid, what text) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare mine uuid; made uuid;
begin
  select m.id into mine from membership m where m.space_id = sp and m.person_id = me() and m.class <> 'observer' and in_force(m) order by m.starts_at limit 1;
  if mine is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if what = 'manager' and not unmanaged(sp) then raise exception 'refused' using errcode = 'TF024'; end if;
  if exists (select from role_ask a where a.membership_id = mine and a.role = what and a.settled_at is null)
     or exists (select from membership m where m.id = mine and what = any (m.roles)) then raise exception 'refused' using errcode = 'TF024'; end if;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, asked_by, takes_effect_at)
    values (sp, standing_of(sp), mine, 'taken_on', what, me(), clock_now() + interval '7 days') returning id into made;
  perform append_event(standing_of(sp), 'membership.role_asked', mine, me(), clock_now());
  insert into role_answer (ask_id, person_id) values (made, me());
  perform settle_role_ask(made);
  return made;
end $$;

-- A researcher in residence is announced as an arrival is: a day before, or when everybody has said yes; in a small space only then.
create function propose_residence(which uuid, last_day date, goes boolean, may_observe text, may_write text, may_publish text, stands text)
  returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare m membership; s space; made uuid; today date;
begin
  select * into m from membership x where x.id = which and in_force(x) and in_space(x.space_id);
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  select * into s from space x where x.id = m.space_id;
  today := (clock_now() at time zone s.zone)::date;
  if last_day <= today or last_day > today + 1096 then raise exception 'refused' using errcode = 'TF025'; end if;
  update role_ask set settled_at = clock_now(), outcome = 'ended' where membership_id = which and kind = 'residence' and settled_at is null;
  insert into role_ask (space_id, chapter_id, membership_id, kind, role, from_day, until, ends_at, leaves, observe, write_down, publish, bias, asked_by, takes_effect_at)
    values (s.id, standing_of(s.id), which, 'residence', 'researcher_in_residence', today, last_day,
            ((last_day + 1)::timestamp at time zone s.zone), goes, may_observe, may_write, may_publish, stands, me(),
            case when s.kind in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end) returning id into made;
  perform append_event(standing_of(s.id), 'membership.residence_asked', which, me(), clock_now());
  insert into role_answer (ask_id, person_id) values (made, me());
  perform settle_role_ask(made);
  return made;
end $$;

-- A no needs no reason and ends it; whose it was is kept nowhere.
create function answer_ask(which uuid, yes boolean) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare a role_ask;
begin
  select * into a from role_ask x where x.id = which and x.settled_at is null and in_space(x.space_id);
  if a.id is null or (a.kind = 'passed' and not exists (select from membership m where m.id = a.membership_id and m.person_id = me()))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if not yes then
    update role_ask set settled_at = clock_now(), outcome = 'ended' where id = which;
    perform append_event(a.chapter_id, 'membership.role_not_taken', a.membership_id, null, clock_now());
    return 'ended';
  end if;
  insert into role_answer (ask_id, person_id) values (which, me()) on conflict do nothing;
  return settle_role_ask(which);
end $$;

-- Whoever asked, whoever it is about and a manager may take it back; a residence that has begun ends by this at once.
create function withdraw_ask(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare a role_ask;
begin
  update role_ask x set settled_at = clock_now(), outcome = 'ended'
   where x.id = which and x.outcome is distinct from 'ended' and (x.settled_at is null or (x.kind = 'residence' and x.ends_at > clock_now()))
     and in_space(x.space_id) and (x.asked_by = me() or i_manage(x.space_id)
       or exists (select from membership m where m.id = x.membership_id and m.person_id = me())) returning * into a;
  if a.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event(a.chapter_id, 'membership.role_not_taken', a.membership_id, me(), clock_now());
end $$;

revoke all on function may_give, unmanaged, standing_of, door_reads, arrival_reads, settle_role_ask, pass_on, take_on,
  propose_residence, answer_ask, withdraw_ask from public;
grant execute on function may_give, unmanaged, arrival_reads, pass_on, take_on, propose_residence, answer_ask, withdraw_ask to :"web";
do $$ declare f text; begin
  foreach f in array array['may_give', 'unmanaged', 'standing_of', 'door_reads', 'arrival_reads', 'settle_role_ask', 'pass_on', 'take_on',
    'propose_residence', 'answer_ask', 'withdraw_ask'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

set local role :"gate";
create or replace function let_in_due(only_space uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare m record; a record; begin_at integer; let_in integer := 0;
begin
  for m in select mm.* from membership mm
            where mm.first_chapter is null and mm.ends_at is null and mm.starts_at <= clock_now()
              and (only_space is null or mm.space_id = only_space) order by mm.starts_at, mm.id for update of mm loop
    perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
    begin_at := door_reads(m.space_id, m.person_id, m.class);
    if begin_at is null then
      insert into chapter (space_id, number) select m.space_id, 1 + max(c.number) from chapter c where c.space_id = m.space_id
        returning number into begin_at;
    end if;
    update membership set first_chapter = begin_at, starts_at = clock_now() where id = m.id;
    perform append_event((select c.id from chapter c where c.space_id = m.space_id and c.number = 0), 'membership.started', m.id, null, clock_now());
    let_in := let_in + 1;
  end loop;
  for a in select x.id from role_ask x join space s on s.id = x.space_id where x.settled_at is null and x.takes_effect_at <= clock_now() and s.closed_at is null
              and (only_space is null or x.space_id = only_space) order by x.id loop
    if settle_role_ask(a.id) = 'taken' then let_in := let_in + 1; end if;
  end loop;
  return let_in;
end $$;

create or replace function confirm_invitation(which uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitation; new_id uuid := gen_random_uuid(); sort text;
begin
  update invitation set confirmed_at = clock_now()
    where id = which and invited_by = me() and accepted_by is not null and confirmed_at is null and withdrawn_at is null
      and in_space(space_id) returning * into i;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Whoever managed the space when they asked somebody in may not manage it now.
  if i.accepted_by = me() or (privileged(i.roles) and not may_give(i.space_id)) then raise exception 'refused' using errcode = 'TF022'; end if;
  if exists (select from membership m where m.space_id = i.space_id and m.person_id = i.accepted_by and m.class = i.class
              and (m.ends_at is null or m.ends_at > clock_now())) then raise exception 'refused' using errcode = 'TF002'; end if;
  select s.kind into sort from space s where s.id = i.space_id;
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, reason_joined, brought_by)
    values (new_id, i.space_id, i.accepted_by, i.organisation_id, i.class, i.roles,
            case when sort in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end, i.reason, me());
  perform append_event((select c.id from chapter c where c.space_id = i.space_id and c.number = 0), 'membership.announced', new_id, me(), clock_now());
  insert into arrival_answer (membership_id, person_id) values (new_id, me());
  perform settle_arrival(new_id);
  return new_id;
end $$;

create or replace function end_membership(which uuid, why text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare m membership; waiting uuid;
begin
  update membership x set ends_at = greatest(clock_now(), least(x.starts_at, clock_now())), reason_left = why,
         starts_at = least(x.starts_at, clock_now())
   where x.id = which and (x.ends_at is null or x.ends_at > clock_now()) and (x.person_id = me() or i_manage(x.space_id))
  returning x.* into m;
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Whoever shared the job keeps it, and keeps it alone.
  update membership x set shares_with = null where x.shares_with = which;
  perform append_event(standing_of(m.space_id), 'membership.ended', which, me(), clock_now());
  -- In a closed space nothing changes hands any more; leaving it still works.
  for waiting in select a.id from role_ask a join space s on s.id = a.space_id
                  where a.settled_at is null and a.space_id = m.space_id and s.closed_at is null order by a.id loop
    perform settle_role_ask(waiting);
  end loop;
  if exists (select from membership o where o.space_id = m.space_id and in_force(o)) then
    if 'manager' = any (m.roles) and m.first_chapter is not null and not exists (
         select from membership o where o.space_id = m.space_id and 'manager' = any (o.roles) and in_force(o)) then
      perform append_event(standing_of(m.space_id), 'space.unmanaged', m.space_id, null, clock_now());
    end if;
    for waiting in select x.id from membership x where x.space_id = m.space_id and x.first_chapter is null and x.ends_at is null order by x.id loop
      perform settle_arrival(waiting);
    end loop;
  end if;
  return m.space_id;
end $$;
reset role;
