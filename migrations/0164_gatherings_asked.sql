-- Whoever is asked from outside and is signed in here answers without a link: they are known by the address the letter went to,
-- once that is proved to be theirs. It opens what the link opens, for as long, and nothing else.
create function asked_me(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from invitee i where i.id = which and i.withdrawn_on is null and not by_token() and (i.person_id = me()
    or (i.person_id is null and i.comes_as <> 'member' and i.email <> ''
      and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
      and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me()))))
$$;
set local role :"gate";
create or replace function my_invitations() returns setof jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = i.id), ''))
    from invitee i cross join lateral call_told(i.id) t where i.withdrawn_on is null and not by_token() and (i.person_id = me() or (
      i.person_id is null and i.comes_as <> 'member' and i.email <> ''
        and lower(i.email) = (select lower(l.email) from login l where l.person_id = me() and l.verified_at is not null)
        and not exists (select from invitee o where o.gathering_id = i.gathering_id and o.person_id = me())))
$$;
reset role;
create function answer_asked(which uuid, says text, needs text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitee;
begin
  select * into i from invitee x where x.id = which and asked_me(which);
  if i.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from call_told(i.id) t where t.is_off or t.held_on is not null) then return false; end if;
  update invitee x set answer = says, answered_on = (clock_now())::date, person_id = me() where x.id = i.id;
  delete from access_need a where a.invitee_id = i.id;
  if btrim(needs) <> '' then
    insert into access_need (invitee_id, gathering_id, person_id, words) values (i.id, i.gathering_id, me(), btrim(needs)); end if;
  perform append_event(i.chapter_id, 'gathering.answered', i.gathering_id, null, clock_now());
  return true;
end $$;

-- Coming in as whoever is asked, by a link or as oneself.
create function come_in_as_asked(which uuid, new_id uuid, token bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; begins integer; stays timestamptz; signed boolean := me() is not null;
begin
  select * into t from call_told(which);
  if t.invitee is null or by_token() then return 'no_key'; end if;
  perform pg_advisory_xact_lock(hashtextextended('door ' || t.room::text, 0));
  if t.is_off or t.room_state = 'closed' or (t.room_state = 'planned' and t.comes_as <> 'facilitator') then return 'not_open'; end if;
  if t.comes_as = 'member' and not signed then return 'sign_in'; end if;
  if signed and t.person is distinct from me() and (t.person is not null
     or exists (select from invitee x where x.gathering_id = t.gathering and x.person_id = me())) then return 'other'; end if;
  if t.class = any (t.kept_out) then return 'kept_out'; end if;
  if t.until is not null and t.until < (clock_now() at time zone t.zone)::date then return 'not_open'; end if;
  if not signed then
    if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
      insert into session (id, person_id, token_hash, kind, device, ends_at)
        values (gen_random_uuid(), t.person, token, 'guest', on_device, clock_now() + interval '30 days');
      perform set_config('app.person', t.person::text, true);
    elsif t.person is not null then return 'sign_in';
    elsif t.full_up then return 'full';
    else
      perform make_guest(t.room, new_id, t.name, t.organisation, token, null, on_device, clock_now() + interval '30 days');
      perform set_config('app.person', new_id::text, true);
    end if;
  end if;
  update invitee x set person_id = me() where x.id = t.invitee and x.person_id is null;
  if exists (select from membership m where m.space_id = t.room and m.person_id = me() and m.first_chapter is not null
      and m.last_chapter is null and (m.ends_at is null or m.ends_at > clock_now())) then return 'in'; end if;
  if t.full_up then return 'full'; end if;
  begins := case when t.comes_as = 'facilitator' then 1 else begins_at(t.room, t.class) end;
  if begins is null then
    insert into door_wait (space_id, person_id, chapter_id, name, organisation, class, waits_for)
      select t.room, me(), c.id, t.name, t.organisation, t.class, 'next_activity' from chapter c where c.space_id = t.room and c.number = 0
      on conflict do nothing;
    perform append_event((select c.id from chapter c where c.space_id = t.room and c.number = 0), 'door.knocked', t.room, null, clock_now());
    return 'waiting';
  end if;
  perform room_join(t.room, me(), t.class, null, case when t.comes_as = 'facilitator' then '{facilitator}'::text[] else '{}' end, begins, null, 'Was asked to come');
  stays := case when t.until is not null then (t.until + 1)::timestamp at time zone t.zone end;
  update membership m set ends_at = stays where stays is not null and m.space_id = t.room and m.person_id = me() and m.ends_at is null;
  return 'in';
end $$;
set local role :"gate";
create or replace function come_in_by_key(hash bytea, new_id uuid, token bytea, on_device text) returns text
  language sql security definer set search_path = public, pg_temp as $$
  select come_in_as_asked(invitee_by_key(hash), new_id, token, on_device)
$$;
reset role;
create function come_in_asked(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if me() is null or not asked_me(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  return come_in_as_asked(which, null, null, null);
end $$;

do $$ declare f text; begin
  foreach f in array array['asked_me(uuid)', 'come_in_as_asked(uuid, uuid, bytea, text)', 'answer_asked(uuid, text, text)', 'come_in_asked(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    if f ~ '^(answer|come_in_asked)' then execute format('grant execute on function %s to %I', f, :'web'); end if;
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
