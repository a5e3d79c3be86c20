-- Who is asked to a gathering, what they said, and the letters that ask them. People of the space and people of none alike:
-- whoever is of none is asked into the room and into nothing else, for a time.

create table invitee (
  space_id uuid not null, id uuid not null, chapter_id uuid not null, gathering_id uuid not null,
  person_id uuid,
  name text not null default '' check (length(name) <= 120), organisation text not null default '' check (length(organisation) <= 200),
  email text not null default '' check (length(email) <= 254), class text not null default 'community_member',
  comes_as text not null check (comes_as in ('member', 'guest', 'facilitator')),
  until date, for_series boolean not null default false,
  answer text check (answer in ('yes', 'no', 'perhaps', 'around')), answered_on date,
  letters boolean not null default true, letter text not null default 'none' check (letter in ('none', 'due', 'gone', 'refused')),
  asked_by uuid, asked_on date not null default (clock_now())::date, withdrawn_on date,
  check (comes_as <> 'member' or person_id is not null),
  primary key (space_id, id), unique (id), foreign key (space_id, gathering_id) references gathering (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table invitee is 'Stands beside the call: whoever reads that a gathering is, reads who is asked and who comes.';
comment on column invitee.answer is 'around: cannot come, but takes part before and after.';
comment on column invitee.email is 'Read by nobody on the web; the letters go there.';
comment on column invitee.until is 'Somebody of no space here is in the room until then at the longest. Null: as long as the room is.';
create unique index invitee_person on invitee (gathering_id, person_id);
create index invitee_of on invitee (gathering_id);

-- What somebody needs to be able to take part: told to whoever calls, and gone a week after the gathering.
create table access_need (
  invitee_id uuid primary key references invitee (id) on delete cascade, gathering_id uuid not null, person_id uuid,
  words text not null check (length(words) between 1 and 500)
);
create index access_need_of on access_need (gathering_id);

-- One letter of one call to one person. Its link is made when it goes out; here is only the hash.
create table call_letter (
  id uuid primary key, invitee_id uuid not null references invitee (id) on delete cascade,
  kind text not null check (kind in ('asks', 'changed', 'off', 'by_hand')), number integer not null,
  state text not null default 'due' check (state in ('due', 'going', 'gone', 'again', 'refused', 'nothing')),
  not_before timestamptz not null default clock_now(), gone_on date, key_hash bytea unique
);
create index call_letter_due on call_letter (not_before) where state in ('due', 'again');
create index call_letter_of on call_letter (invitee_id);
-- Whether somebody is told by mail when they are asked, and the secret address of their calendar.
create table calendar_choice (
  person_id uuid primary key references person on delete cascade, letters boolean not null default true,
  feed_hash bytea unique, feed_on date
);

grant select (space_id, id, chapter_id, gathering_id, person_id, name, organisation, class, comes_as, until, for_series, answer, answered_on, letters, letter,
  asked_by, asked_on, withdrawn_on) on invitee to :"web";
grant insert on invitee to :"web";
grant update (answer, answered_on) on invitee to :"web";
grant update (person_id, answer, answered_on, letters, letter, withdrawn_on, asked_by, name, email) on invitee to :"gate";
grant select, insert, delete on invitee to :"gate";
grant select, insert, update (words), delete on access_need to :"web";
grant select, insert, update (words), delete on access_need to :"gate";
grant select, insert, update, delete on call_letter to :"gate";
grant select, insert, update (letters, feed_hash, feed_on), delete on calendar_choice to :"web";
grant select, update (letters) on calendar_choice to :"gate";
grant select on call_letter to :"web";

do $$ declare t text; begin
  foreach t in array array['invitee', 'access_need', 'call_letter', 'calendar_choice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
  foreach t in array array['access_need', 'calendar_choice'] loop
    execute format('create policy own on %I to %I using (person_id = me()) with check (person_id = me())', t, :'web');
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
end $$;
-- Whoever called it; whoever may change the call: they, a manager, whoever facilitates its room.
create function i_convened(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from gathering g where g.id = which and g.convened_by = me() and g.chapter_id = any (my_chapters()))
$$;
create function i_call(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from gathering g where g.id = which and g.chapter_id = any (my_chapters())
    and (g.convened_by = me() or i_manage(g.space_id) or i_facilitate(g.room_id)))
$$;
create policy readers on invitee to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy by_who_calls on invitee as restrictive for insert to :"web" with check (asked_by = me() and not by_token()
  and (i_call(gathering_id) or (person_id = me() and comes_as = 'member')));
create policy own_answer on invitee as restrictive for update to :"web" using (person_id = me()) with check (person_id = me());
create policy told on access_need for select to :"web" using (i_convened(gathering_id));
create policy nobody on call_letter for select to :"web" using (false);

-- A call as whoever is asked is told of it, beside what the space has agreed.
create function call_told(which uuid) returns table (
    invitee uuid, gathering uuid, person uuid, name text, comes_as text, class text, organisation text, until date, answer text,
    space uuid, space_name text, space_address text, unlisted boolean, title text, purpose text, kind text, way text, starts_on date, starts_at text,
    zone text, minutes integer, ends_on date, place text, link text, share_what text, share_how text, share_by date, paid text, role text, agreed text,
    convener text, number integer, cancelled_because text, is_off boolean, held_on date, starts timestamptz, ends timestamptz,
    room uuid, room_state text, kept_out text[], full_up boolean, told_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, g.id, i.person_id, coalesce(nullif(i.name, ''), p.name, ''), i.comes_as, i.class, i.organisation, i.until, i.answer,
    s.id, s.name, s.address, s.unlisted or s.kind in ('pair', 'person'), g.title, g.purpose, g.kind, g.way, g.starts_on, g.starts_at,
    g.zone, g.minutes, g.ends_on, g.place, g.link, g.share_what, g.share_how, g.share_by, g.paid,
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'role_clause' order by r.since desc limit 1), ''),
    coalesce((select r.value #>> '{}' from space_rule r where r.space_id = s.id and r.rule = 'challenge' order by r.since desc limit 1), ''),
    coalesce(c.name, ''), g.version, g.cancelled_because, g.cancelled_on is not null or i.withdrawn_on is not null, g.held_on,
    (g.starts_on + g.starts_at::time) at time zone g.zone,
    case when g.ends_on is null then ((g.starts_on + g.starts_at::time) at time zone g.zone) + make_interval(mins => g.minutes)
         else (g.ends_on + time '17:00') at time zone g.zone end,
    g.room_id, case when r.closed_at is not null then 'closed' when r.opened_at is not null then 'open' else 'planned' end, r.kept_out,
    (select count(distinct m.person_id) from membership m where m.space_id = r.space_id and (m.ends_at is null or m.ends_at > clock_now()))   >= r.most_people, clock_now()
  from invitee i join gathering g on g.id = i.gathering_id join space s on s.id = g.space_id join gathering_room r on r.space_id = g.room_id
    left join person p on p.id = i.person_id left join person c on c.id = g.convened_by
  where i.id = which
$$;
-- What I am asked to, in whichever space: of one I am not in, no more than stands in the invitation.
create function my_invitations() returns setof jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) from invitee i cross join lateral call_told(i.id) t where i.person_id = me() and i.withdrawn_on is null and not by_token()
$$;
-- Whose link this is: for as long as there is something to say or to read, and not once they were asked no longer.
create function invitee_by_key(hash bytea) returns uuid language sql stable security definer set search_path = public, pg_temp as $$
  select i.id from call_letter l join invitee i on i.id = l.invitee_id join gathering g on g.id = i.gathering_id
   where l.key_hash = hash and i.withdrawn_on is null and coalesce(g.ends_on, g.starts_on) + 30 >= (clock_now())::date
$$;
create function told_by_key(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) from call_told(invitee_by_key(hash)) t
$$;
-- Puts letters of a call in the post: to everybody asked, or to one. Of a change none goes to whom nothing went before;
-- one that has not gone yet says the newest anyway.
create function post_call(which uuid, says text, to_one uuid, wait interval) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not i_call(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  if says = 'off' then delete from call_letter l using invitee i where i.id = l.invitee_id and i.gathering_id = which
    and (to_one is null or i.id = to_one) and l.state in ('due', 'again'); end if;
  insert into call_letter (id, invitee_id, kind, number, not_before)
    select gen_random_uuid(), i.id, says, g.version, clock_now() + wait
      from invitee i join gathering g on g.id = i.gathering_id
     where i.gathering_id = which and (to_one is null or i.id = to_one) and i.letters and (i.withdrawn_on is null or says = 'off')
       and i.person_id is distinct from me() and coalesce(i.answer, '') <> 'no'
       and (i.email <> '' or exists (select from login l where l.person_id = i.person_id and l.verified_at is not null))
       and not exists (select from calendar_choice c where c.person_id = i.person_id and not c.letters)
       and not exists (select from call_letter l where l.invitee_id = i.id and l.state in ('due', 'again'))
       and (says = 'asks' or exists (select from call_letter l where l.invitee_id = i.id and l.kind <> 'by_hand' and l.state in ('gone', 'going')));
  get diagnostics n = row_count;
  update invitee i set letter = 'due' where i.gathering_id = which and exists (select from call_letter l where l.invitee_id = i.id and l.state = 'due');
  return n;
end $$;
-- A link that whoever calls hands over themselves.
create function call_link(which uuid, hash bytea) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare g uuid;
begin
  select i.gathering_id into g from invitee i where i.id = which and i.withdrawn_on is null;
  if g is null or not i_call(g) then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into call_letter (id, invitee_id, kind, number, state, key_hash) values (gen_random_uuid(), which, 'by_hand', 0, 'gone', hash);
end $$;
-- Asks somebody no longer: their links open nothing from now on, and whoever was only asked into the room is out of it.
create function ask_no_longer(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare i invitee;
begin
  select * into i from invitee x where x.id = which and x.withdrawn_on is null;
  if i.id is null or not i_call(i.gathering_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  update invitee x set withdrawn_on = (clock_now())::date where x.id = which;
  perform post_call(i.gathering_id, 'off', which, interval '0');
  delete from access_need a where a.invitee_id = which;
  if i.comes_as <> 'member' then
    update membership m set ends_at = clock_now(), reason_left = 'Asked no longer' from gathering g
     where g.id = i.gathering_id and m.space_id = g.room_id and m.person_id = i.person_id and (m.ends_at is null or m.ends_at > clock_now());
  end if;
end $$;


-- Somebody is erased: what they were asked to and said goes; whom they asked stays asked, by nobody.
create function forget_calls() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from invitee i where i.person_id = me() or (i.email <> '' and lower(i.email) = (select lower(l.email) from login l where l.person_id = me()));
  update invitee i set asked_by = null where i.asked_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;


do $$ declare f text; begin
  foreach f in array array['i_convened(uuid)', 'i_call(uuid)', 'my_invitations()', 'told_by_key(bytea)', 'post_call(uuid, text, uuid, interval)',
      'call_link(uuid, bytea)', 'ask_no_longer(uuid)', 'forget_calls()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  foreach f in array array['call_told(uuid)', 'invitee_by_key(bytea)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
