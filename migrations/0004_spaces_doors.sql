-- The only ways into and out of a space. The web role cannot write a membership; these functions can, and say why not.

create table invitation (
  id uuid primary key,
  space_id uuid not null references space,
  token_hash bytea not null unique,
  name text not null check (length(name) between 1 and 120),
  email text not null check (length(email) between 3 and 254),
  class text not null,
  roles text[] not null default '{}',
  organisation_id uuid references organisation,
  reason text not null default '' check (length(reason) <= 500),
  invited_by uuid not null references person,
  made_at timestamptz not null default clock_now(),
  ends_at timestamptz not null,
  accepted_by uuid references person,
  confirmed_at timestamptz,
  withdrawn_at timestamptz
);
create index invitation_space on invitation (space_id);
create table arrival_answer (
  membership_id uuid not null references membership,
  person_id uuid not null references person,
  answered_at timestamptz not null default clock_now(),
  primary key (membership_id, person_id)
);
comment on table arrival_answer is 'Who has said yes to somebody coming in; each sees only their own.';

-- Taking it up is the invited person's own act, by the door: nobody can write that it has happened.
grant select, insert (id, space_id, token_hash, name, email, class, roles, organisation_id, reason, invited_by, made_at, ends_at, withdrawn_at),
  update (withdrawn_at) on invitation to :"web";
grant select, update (accepted_by, confirmed_at) on invitation to :"gate";
grant select on arrival_answer to :"web";
grant select, insert on arrival_answer to :"gate";
alter table invitation enable row level security; alter table invitation force row level security;
alter table arrival_answer enable row level security; alter table arrival_answer force row level security;
create policy inviter on invitation to :"web" using (invited_by = me())
  with check (invited_by = me() and space_id = any ((select my_spaces())::uuid[]));
create policy invited on invitation for select to :"web" using (accepted_by = me());
create policy gate_all on invitation to :"gate" using (true) with check (true);
create policy own on arrival_answer for select to :"web" using (person_id = me());
create policy gate_all on arrival_answer to :"gate" using (true) with check (true);

create function in_space(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select which = any (my_spaces()) $$;

-- Makes a space with its standing chapter and its first dated one, and its founder as its only member.
create function found_space(new_id uuid, parent uuid, what text, called text, at_address text, hidden boolean,
    in_zone text, founder_class text, founder_roles text[], founder_org uuid, rules jsonb, charter_in jsonb)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid := gen_random_uuid();
begin
  if me() is null then raise exception 'refused' using errcode = 'TF001'; end if;
  if parent is not null and not in_space(parent) then raise exception 'not found' using errcode = 'TF404'; end if;
  if what = 'person' and exists (select from space s where s.owner_id = me()) then raise exception 'refused' using errcode = 'TF001'; end if;
  insert into space (id, parent_id, kind, name, address, unlisted, owner_id, zone)
    values (new_id, parent, what, called, at_address, hidden, case when what = 'person' then me() end, in_zone);
  insert into chapter (id, space_id, number) values (standing, new_id, 0);
  insert into chapter (space_id, number) values (new_id, 1);
  insert into membership (id, space_id, person_id, organisation_id, class, roles, starts_at, first_chapter, reason_joined, brought_by)
    values (gen_random_uuid(), new_id, me(), founder_org, founder_class, founder_roles, clock_now(), 1, 'Founded the space', me());
  insert into space_rule (space_id, chapter_id, rule, value) select new_id, standing, r.key, r.value from jsonb_each(rules) r;
  if charter_in is not null then
    insert into charter (space_id, chapter_id, purpose, template, anchor, intensity, payer)
      values (new_id, standing, coalesce(charter_in->>'purpose', ''), charter_in->>'template', charter_in->>'anchor',
              coalesce(charter_in->>'intensity', 'standard'), coalesce(charter_in->>'payer', ''));
  end if;
  perform append_event(standing, 'space.founded', new_id, me(), clock_now());
end $$;

-- What somebody holding an invitation's secret may know before they have an account.
create function invitation_for(token bytea)
  returns table (id uuid, space_name text, inviter text, name text, email text, state text, accepted_by uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, s.name, p.name, i.name, i.email,
         case when i.withdrawn_at is not null then 'withdrawn' when i.accepted_by is not null then 'used'
              when i.ends_at <= clock_now() then 'expired' else 'open' end, i.accepted_by
    from invitation i join space s on s.id = i.space_id join person p on p.id = i.invited_by
   where i.token_hash = token
$$;

create function accept_invitation(token bytea) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  update invitation set accepted_by = me()
   where token_hash = token and accepted_by is null and withdrawn_at is null and ends_at > clock_now() and me() is not null and invited_by <> me()
  returning id
$$;

-- Lets in everybody whose day has come: their reading begins now, at a new chapter wherever the rules say so.
create function let_in_due(only_space uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare m record; reads_back boolean; begin_at integer; let_in integer := 0;
begin
  for m in select mm.*, s.kind from membership mm join space s on s.id = mm.space_id
            where mm.first_chapter is null and mm.ends_at is null and mm.starts_at <= clock_now()
              and (only_space is null or mm.space_id = only_space) order by mm.starts_at, mm.id for update of mm loop
    begin_at := null;
    perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
    if m.kind in ('pair', 'group', 'room', 'organisation', 'seat') then
      select coalesce((select (r.value)::text = 'true' from space_rule r where r.space_id = m.space_id and r.rule = 'newcomers_read_back'
                        order by r.since desc limit 1), m.kind = 'seat') into reads_back;
    else
      -- As far back as the first of their class, and no further; never further than they read themselves when here before.
      select case when count(*) filter (where o.person_id <> m.person_id) > 0 then
               greatest(min(o.first_chapter) filter (where o.person_id <> m.person_id), max(o.first_chapter) filter (where o.person_id = m.person_id)) end
        into begin_at from membership o where o.space_id = m.space_id and o.class = m.class and o.first_chapter is not null;
      reads_back := begin_at is not null;
    end if;
    if reads_back then begin_at := coalesce(begin_at, 1);
    else
      insert into chapter (space_id, number) select m.space_id, 1 + max(c.number) from chapter c where c.space_id = m.space_id
        returning number into begin_at;
    end if;
    update membership set first_chapter = begin_at, starts_at = clock_now() where id = m.id;
    perform append_event((select c.id from chapter c where c.space_id = m.space_id and c.number = 0), 'membership.started', m.id, null, clock_now());
    let_in := let_in + 1;
  end loop;
  return let_in;
end $$;

-- Counts the yeses of a space to one arrival; when every member has said yes, the arrival takes effect at once.
create function settle_arrival(which uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare sp uuid;
begin
  select m.space_id into sp from membership m where m.id = which and m.first_chapter is null and m.ends_at is null;
  if sp is null then return false; end if;
  if exists (select from membership o where o.space_id = sp and o.first_chapter is not null and (o.ends_at is null or o.ends_at > clock_now())
              and not exists (select from arrival_answer a where a.membership_id = which and a.person_id = o.person_id)) then return false; end if;
  update membership set starts_at = clock_now() where id = which;
  perform let_in_due(sp);
  return true;
end $$;

-- The inviter has seen who it is, and says so. The others are told a day before; in a small space they decide it.
create function confirm_invitation(which uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitation; new_id uuid := gen_random_uuid(); sort text;
begin
  update invitation set confirmed_at = clock_now()
    where id = which and invited_by = me() and accepted_by is not null and confirmed_at is null and withdrawn_at is null
      and in_space(space_id) returning * into i;
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
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

create function welcome(which uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from membership m where m.id = which and m.first_chapter is null and m.ends_at is null and in_space(m.space_id))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into arrival_answer (membership_id, person_id) values (which, me()) on conflict do nothing;
  return settle_arrival(which);
end $$;

-- Leaving is out at once. Anybody may leave; a manager may end another's membership, with a reason.
create function end_membership(which uuid, why text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare sp uuid;
begin
  update membership m set ends_at = greatest(clock_now(), least(m.starts_at, clock_now())), reason_left = why,
         starts_at = least(m.starts_at, clock_now())
   where m.id = which and m.ends_at is null and (m.person_id = me() or exists (
         select from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles)
          and b.first_chapter is not null and (b.ends_at is null or b.ends_at > clock_now())))
  returning m.space_id into sp;
  if sp is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform append_event((select c.id from chapter c where c.space_id = sp and c.number = 0), 'membership.ended', which, me(), clock_now());
  return sp;
end $$;

create function set_roles(which uuid, to_roles text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update membership m set roles = to_roles where m.id = which and exists (
    select from membership b where b.space_id = m.space_id and b.person_id = me() and 'manager' = any (b.roles)
       and b.first_chapter is not null and (b.ends_at is null or b.ends_at > clock_now()));
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $$;

grant execute on function session_for, login_for, finish_setup, name_place, my_spaces, my_chapters, my_directory, my_people,
  my_organisations, in_space, found_space, invitation_for, accept_invitation, confirm_invitation, welcome, end_membership, set_roles to :"web";
grant execute on function my_spaces, my_chapters, my_directory, my_people, my_organisations to :"worker";
grant execute on function let_in_due to :"worker";
grant execute on function my_spaces, my_chapters to :"mover", :"finder";
-- Granted first and handed over last: once a function is gate's, only gate could grant it.
do $$ declare f record; begin
  for f in select p.oid::regprocedure as sig, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'public' and p.prosecdef loop
    execute format('revoke all on function %s from public', f.sig);
    execute format('alter function %s owner to %I', f.sig, :'gate');
  end loop;
end $$;
