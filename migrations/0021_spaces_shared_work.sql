-- Posts held from inside, which organisation carries what, who works with whom, and what somebody hands over.

create table seat_holder (
  seat_id uuid not null references seat,
  membership_id uuid not null references membership,
  space_id uuid not null,
  chapter_id uuid not null,
  since timestamptz not null default clock_now(),
  until timestamptz,
  primary key (seat_id, membership_id, since),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index seat_holder_membership on seat_holder (membership_id);
comment on table seat_holder is 'A post is held by one, or by two who share it: one inbox for both, and journals of their own.';

create table shared_load (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  thread uuid not null,
  carries text not null check (carries in ('hosting','facilitation','administration','money','evaluation','communication','venue','other')),
  organisation_id uuid not null references organisation,
  from_day date not null,
  until date check (until >= from_day),
  with_what text not null default '' check (length(with_what) <= 500),
  said_by uuid not null,
  said_at timestamptz not null default clock_now(),
  replaced_at timestamptz,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index shared_load_space on shared_load (chapter_id);
comment on table shared_load is 'What was said is never changed: saying it anew is a new row of the same thread, and the earlier one stays.';

create table working_tie (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  one_membership uuid references membership, one_organisation uuid references organisation,
  one_as text not null check (one_as in ('practitioner','consultant','academic')),
  other_membership uuid references membership, other_organisation uuid references organisation,
  other_as text not null check (other_as in ('practitioner','consultant','academic')),
  client text not null default '' check (length(client) <= 300),
  pace text not null default '' check (length(pace) <= 300),
  outputs text not null default '' check (length(outputs) <= 500),
  said_by uuid not null,
  said_at timestamptz not null default clock_now(),
  replaced_at timestamptz,
  check (num_nonnulls(one_membership, one_organisation) = 1 and num_nonnulls(other_membership, other_organisation) = 1),
  check (one_membership is distinct from other_membership or one_membership is null),
  check (one_organisation is distinct from other_organisation or one_organisation is null),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index working_tie_space on working_tie (chapter_id);

create table handover_note (
  membership_id uuid primary key references membership,
  space_id uuid not null references space,
  chapter_id uuid not null,
  under_way text not null default '' check (length(under_way) <= 4000),
  who_knows text not null default '' check (length(who_knows) <= 4000),
  version integer not null default 1,
  written_at timestamptz not null default clock_now(),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table handover_note is 'In the leaver''s own words, for everybody in the space; nobody else writes it.';

grant select on seat_holder to :"web";
grant select, insert, update (replaced_at) on shared_load, working_tie to :"web";
grant select, insert, update (under_way, who_knows, version, written_at) on handover_note to :"web";
grant select, insert, update (until) on seat_holder to :"gate";
grant select, delete on handover_note to :"gate";
grant update (holder) on seat to :"gate";
do $$ declare t text; begin
  foreach t in array array['seat_holder', 'shared_load', 'working_tie', 'handover_note'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['shared_load', 'working_tie', 'handover_note'] loop
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
  end loop;
  foreach t in array array['shared_load', 'working_tie'] loop
    execute format('create policy by_name on %I as restrictive for insert to %I with check (said_by = me() and replaced_at is null)', t, :'web');
  end loop;
end $$;
create policy readers on seat_holder for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on seat_holder to :"gate" using (true) with check (true);
create policy gate_names on seat for update to :"gate" using (true) with check (true);
create policy own_words on handover_note as restrictive for insert to :"web"
  with check (membership_id in (select m.id from membership m where m.person_id = me()));
create policy own_words_again on handover_note as restrictive for update to :"web"
  using (membership_id in (select m.id from membership m where m.person_id = me()));

create policy gate_forgets on handover_note to :"gate" using (true);
-- Whoever is erased takes their own words along, also from where they left long ago.
create function forget_handovers() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from handover_note h using membership m where m.id = h.membership_id and m.person_id = me() $$;

-- Who holds a post from inside now.
create function holders_of(which uuid) returns setof membership language sql stable security definer set search_path = public, pg_temp as $$
  select m.* from seat_holder h join membership m on m.id = h.membership_id
   where h.seat_id = which and h.until is null and in_force(m) order by m.id $$;
create function i_hold(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from holders_of(which) m where m.person_id = me()) $$;
create function name_holders(which uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update seat set holder = left(coalesce((select string_agg(p.name, ' and ' order by p.name) from holders_of(which) m join person p on p.id = m.person_id), ''), 160)
   where id = which $$;
create function hold_seat(which uuid, by_whom uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare s seat; t record;
begin
  select * into s from seat x where x.id = which and may_give(x.space_id);
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('seat ' || which::text, 0));
  if cardinality(by_whom) > 2 or exists (select from unnest(by_whom) w where not exists (
       select from membership m where m.id = w and m.space_id = s.space_id and in_force(m)))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  update seat_holder set until = clock_now() where seat_id = which and until is null and membership_id <> all (by_whom);
  insert into seat_holder (seat_id, membership_id, space_id, chapter_id)
    select which, w, s.space_id, s.chapter_id from (select distinct unnest(by_whom) as w) x
     where not exists (select from seat_holder h where h.seat_id = which and h.membership_id = x.w and h.until is null);
  perform name_holders(which);
  perform append_event(s.chapter_id, 'seat.held', which, me(), clock_now());
end $$;

-- What was sent to a post, as its holders read it: what was let out, and nothing round it. The same for both who share it.
create function seat_letters(which uuid) returns table (id uuid, sent_at timestamptz, let_out text, note text, answer text, answer_words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.sent_at, r.let_out, r.note, a.answer, a.words
    from receiver r left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.seat_id = which and i_hold(which) order by r.sent_at desc, r.id
$$;
create function my_letters() returns table (id uuid, title text, space_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, s.title, s.space_id from receiver r join seat s on s.id = r.seat_id
   where i_hold(s.id) and s.space_id = any (my_spaces()) and not exists (select from acknowledgement k where k.receiver_id = r.id)
$$;
create function seat_reply(which uuid, said text, in_words text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and i_hold(x.seat_id);
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
end $$;

revoke all on function forget_handovers, holders_of, i_hold, name_holders, hold_seat, seat_letters, my_letters, seat_reply from public;
grant execute on function forget_handovers, i_hold, hold_seat, seat_letters, my_letters, seat_reply to :"web";
do $$ declare f text; begin
  foreach f in array array['forget_handovers', 'holders_of', 'i_hold', 'name_holders', 'hold_seat', 'seat_letters', 'my_letters', 'seat_reply'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

-- Two who share a job share its posts: whoever joins it joins what the other holds. Whoever leaves lets go of theirs.
create function carry_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare h record;
begin
  -- In a closed space nothing changes hands any more; leaving it still works.
  if exists (select from space s where s.id = new.space_id and s.closed_at is not null) then return null; end if;
  if new.shares_with is not null and old.shares_with is null then
    for h in select * from seat_holder x where x.membership_id = new.shares_with and x.until is null
               and (select count(*) from holders_of(x.seat_id)) = 1 loop
      if not exists (select from seat_holder x where x.seat_id = h.seat_id and x.membership_id = new.id and x.until is null) then
        insert into seat_holder (seat_id, membership_id, space_id, chapter_id) values (h.seat_id, new.id, h.space_id, h.chapter_id);
        perform name_holders(h.seat_id);
      end if;
    end loop;
  end if;
  if new.ends_at is not null and new.ends_at <= clock_now() and old.ends_at is distinct from new.ends_at then
    for h in update seat_holder set until = clock_now() where membership_id = new.id and until is null returning seat_id loop
      perform name_holders(h.seat_id);
    end loop;
  end if;
  return null;
end $$;
create trigger carry_seats after update of shares_with, ends_at on membership for each row execute function carry_seats();
revoke all on function carry_seats from public;
alter function carry_seats owner to :"gate";

-- Whoever reads a register reads the names in it.
create policy named on organisation for select to :"web" using (
  id in (select l.organisation_id from shared_load l)
  or id in (select t.one_organisation from working_tie t) or id in (select t.other_organisation from working_tie t));

-- Two hold one job: the same roles for both, except the word of an organisation that only one of them comes from.
create function share_job(which uuid, other uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare a membership; b membership; joint text[]; k uuid;
begin
  select * into a from membership x where x.id = which and in_force(x);
  if a.id is null or not (i_manage(a.space_id) or (other is null and in_space(a.space_id) and exists (
       select from membership p where p.id in (a.id, a.shares_with) and p.person_id = me())))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if other is null then
    update membership set shares_with = null where id in (a.id, a.shares_with);
    perform append_event(standing_of(a.space_id), 'membership.job_apart', a.id, me(), clock_now());
    return;
  end if;
  select * into b from membership x where x.id = other and x.space_id = a.space_id and in_force(x);
  if b.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if a.person_id = b.person_id or a.shares_with is not null or b.shares_with is not null then raise exception 'refused' using errcode = 'TF024'; end if;
  select array_agg(distinct r) into joint from unnest(a.roles || b.roles) r where r <> 'speaks_for_organisation';
  joint := coalesce(joint, '{}');
  if (a.person_id = me() and not privileged_within(joint, a.roles)) or (b.person_id = me() and not privileged_within(joint, b.roles))
    then raise exception 'refused' using errcode = 'TF021'; end if;
  update membership m set shares_with = case when m.id = a.id then b.id else a.id end,
         roles = joint || case when 'speaks_for_organisation' = any (m.roles) then array['speaks_for_organisation'] else '{}'::text[] end
   where m.id in (a.id, b.id);
  perform append_event(standing_of(a.space_id), 'membership.job_shared', a.id, me(), clock_now());
end $$;
-- Whether every privileged role of `given` was among those held before.
create function privileged_within(given text[], held text[]) returns boolean language sql immutable set search_path = public, pg_temp
  as $$ select not privileged(array(select unnest(given) except select unnest(held))) $$;

-- Invitations whose inviter has left open nothing; somebody must be able to clear them away: a manager, or anybody where there is none.
create function orphan_invitations(which uuid) returns table (id uuid, name text, class text, made_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.name, i.class, i.made_at from invitation i
   where i.space_id = which and i.confirmed_at is null and i.withdrawn_at is null and (i_manage(which) or unmanaged(which))
     and not exists (select from membership m where m.space_id = which and m.person_id = i.invited_by and in_force(m))
$$;
create function clear_invitation(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update invitation i set withdrawn_at = clock_now() where i.id = which
    and exists (select from orphan_invitations(i.space_id) o where o.id = i.id);
  if not found then raise exception 'not found' using errcode = 'TF404'; end if;
end $$;
grant update (withdrawn_at) on invitation to :"gate";

revoke all on function share_job, orphan_invitations, clear_invitation from public;
grant execute on function share_job, orphan_invitations, clear_invitation to :"web";
alter function share_job owner to :"gate"; alter function orphan_invitations owner to :"gate"; alter function clear_invitation owner to :"gate";

set local role :"gate";
create or replace function found_space(new_id uuid, parent uuid, what text, called text, at_address text, hidden boolean,
    in_zone text, founder_class text, founder_roles text[], founder_org uuid, rules jsonb, charter_in jsonb)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid := gen_random_uuid();
begin
  if me() is null then raise exception 'refused' using errcode = 'TF001'; end if;
  -- Nobody says of themselves that an organisation speaks through them.
  if 'speaks_for_organisation' = any (founder_roles) then raise exception 'refused' using errcode = 'TF021'; end if;
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

create or replace function set_roles(which uuid, to_roles text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare m membership; p membership; joint text[];
begin
  select * into m from membership x where x.id = which and i_manage(x.space_id) and (x.ends_at is null or x.ends_at > clock_now());
  if m.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || m.space_id::text, 0));
  select * into p from membership x where x.id = m.shares_with;
  joint := array(select unnest(to_roles) except select 'speaks_for_organisation')
           || case when 'speaks_for_organisation' = any (p.roles) then array['speaks_for_organisation'] else '{}'::text[] end;
  -- Nobody gives themselves a role that acts for others, nor by way of the one they share a job with.
  if (m.person_id = me() and not privileged_within(to_roles, m.roles)) or (p.person_id = me() and not privileged_within(joint, p.roles))
    then raise exception 'refused' using errcode = 'TF021'; end if;
  update membership x set roles = to_roles where x.id = which;
  if p.id is not null then update membership x set roles = joint where x.id = p.id; end if;
  -- A space is not left without a manager by a change of roles: it is passed on first.
  if 'manager' = any (m.roles) and in_force(m) and not exists (
       select from membership o where o.space_id = m.space_id and 'manager' = any (o.roles) and in_force(o))
    then raise exception 'refused' using errcode = 'TF023'; end if;
  perform append_event(standing_of(m.space_id), 'membership.roles_changed', which, me(), clock_now());
end $$;
reset role;
