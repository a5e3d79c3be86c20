-- The letters of a call on their way, and what a link in one of them does: it answers, it opens one room, it stops the letters.

-- A call as the letter that is being written tells it.
create function told_for_letter(which uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) from call_letter l cross join lateral call_told(l.invitee_id) t where l.id = which and l.state = 'going'
$$;

-- Letters that may go now: five of this kind a day to one person at the most, and not in the hours in which they want quiet,
-- but that something is called off, or begins within a day, is told at once.
create function call_letters_due(most integer) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select l.id from call_letter l join invitee i on i.id = l.invitee_id cross join lateral call_told(i.id) t
   where l.state in ('due', 'again') and l.not_before <= clock_now()
     and (l.kind = 'off' or t.starts < clock_now() + interval '1 day' or (
       (select count(*) from call_letter o join invitee x on x.id = o.invitee_id where o.gone_on = (clock_now())::date
          and (x.person_id = i.person_id or (i.email <> '' and lower(x.email) = lower(i.email)))) < 5
       and not exists (select from digest_choice d cross join lateral (select clock_now() at time zone zone_of(d.person_id) as at) n
         where d.person_id = i.person_id and (extract(isodow from n.at)::int = any (d.quiet_days)
           or case when d.quiet_from <= d.quiet_until then extract(hour from n.at) >= d.quiet_from and extract(hour from n.at) < d.quiet_until
                   else extract(hour from n.at) >= d.quiet_from or extract(hour from n.at) < d.quiet_until end))))
   order by l.not_before, l.id limit most
$$;
-- Takes one up, once; to whom and where is asked here and nowhere before. What is over, or is not to be told any more, goes to nobody.
create function take_call_letter(which uuid, hash bytea) returns table (address text, kind text)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l call_letter; i invitee; t record; goes_to text;
begin
  select * into l from call_letter x where x.id = which and x.state in ('due', 'again') for update skip locked;
  if l.id is null then return; end if;
  select * into i from invitee x where x.id = l.invitee_id;
  select * into t from call_told(i.id);
  goes_to := coalesce(nullif(i.email, ''), (select n.email from login n where n.person_id = i.person_id and n.verified_at is not null));
  if goes_to is null or not i.letters or exists (select from calendar_choice c where c.person_id = i.person_id and not c.letters)
     or (l.kind <> 'off' and (t.is_off or t.held_on is not null or t.ends < clock_now())) then
    update call_letter x set state = 'nothing' where x.id = which;
    update invitee x set letter = 'none' where x.id = i.id and x.letter = 'due';
    return;
  end if;
  update call_letter x set state = 'going', key_hash = hash, gone_on = (clock_now())::date where x.id = which;
  return query select goes_to, l.kind;
end $$;
create function settle_call_letter(which uuid, becomes text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update call_letter x set state = becomes, not_before = clock_now() + interval '2 minutes' where x.id = which and x.state = 'going';
  update invitee i set letter = case becomes when 'gone' then 'gone' when 'refused' then 'refused' else 'due' end
    from call_letter l where l.id = which and i.id = l.invitee_id;
end $$;

-- What a link does: answers, says what is needed, stops the letters.
create function answer_by_key(hash bytea, says text, needs text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitee;
begin
  select * into i from invitee x where x.id = invitee_by_key(hash);
  if i.id is null then return false; end if;
  if exists (select from call_told(i.id) t where t.is_off or t.held_on is not null) then return false; end if;
  update invitee x set answer = says, answered_on = (clock_now())::date where x.id = i.id;
  delete from access_need a where a.invitee_id = i.id;
  if btrim(needs) <> '' then
    insert into access_need (invitee_id, gathering_id, person_id, words) values (i.id, i.gathering_id, i.person_id, btrim(needs)); end if;
  perform append_event(i.chapter_id, 'gathering.answered', i.gathering_id, null, clock_now());
  return true;
end $$;
create function stop_call_letters(hash bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitee;
begin
  select * into i from invitee x where x.id = (select l.invitee_id from call_letter l where l.key_hash = hash);
  if i.id is null then return false; end if;
  update invitee x set letters = false where x.id = i.id or (i.email <> '' and lower(x.email) = lower(i.email));
  insert into calendar_choice (person_id, letters) select i.person_id, false where i.person_id is not null and i.email = ''
    on conflict (person_id) do update set letters = false;
  return true;
end $$;
grant insert on calendar_choice to :"gate";

-- Comes in by an invitation: into this room and into nothing else. Whoever was asked to facilitate may before the doors open.
-- Signed in they come as themselves; otherwise they become a guest of the room, or are the guest they were. 'in', 'waiting', 'kept_out', 'full', 'not_open', 'other'.
create function come_in_by_key(hash bytea, new_id uuid, token bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; begins integer; stays timestamptz; signed boolean := me() is not null;
begin
  select * into t from call_told(invitee_by_key(hash));
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
-- Whose calendar stands at an address.
create function feed_person(hash bytea) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id from calendar_choice c where c.feed_hash = hash
$$;
-- A week after a gathering what people needed there is gone; a month after it its letters and their links are.
create function sweep_calls() returns integer language sql security definer set search_path = public, pg_temp as $$
  with over as (select i.id, coalesce(g.ends_on, g.starts_on) as last from invitee i join gathering g on g.id = i.gathering_id),
  needs as (delete from access_need a using over o where o.id = a.invitee_id and o.last + 7 < (clock_now())::date returning 1),
  gone as (delete from call_letter l using over o where o.id = l.invitee_id and o.last + 30 < (clock_now())::date returning 1)
  select ((select count(*) from needs) + (select count(*) from gone))::integer
$$;


do $$ declare f text; begin
  foreach f in array array['answer_by_key(bytea, text, text)', 'stop_call_letters(bytea)', 'come_in_by_key(bytea, uuid, bytea, text)', 'feed_person(bytea)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  foreach f in array array['call_letters_due(integer)', 'take_call_letter(uuid, bytea)', 'told_for_letter(uuid)', 'settle_call_letter(uuid, text)', 'sweep_calls()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'worker');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
