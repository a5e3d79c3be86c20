-- A promise that is kept is told to everybody who was promised: what was heard, how and when. Whoever has no account hears it on
-- their slip, and by one letter if they were asked by mail or left an address for it, which is forgotten when it has gone.
alter table gathering add column share_kept_how text not null default '' check (length(share_kept_how) <= 300),
  add column share_said jsonb not null default '[]' check (pg_column_size(share_said) <= 8192);
comment on column gathering.share_said is 'You said, we did: pairs, in the words of whoever tells it.';
grant update (share_kept_how, share_said) on gathering to :"web";

create table share_letter (
  id uuid primary key default gen_random_uuid(), gathering_id uuid not null references gathering (id) on delete cascade,
  person_id uuid references person on delete cascade, name text not null default '' check (length(name) <= 120),
  email text not null check (length(email) <= 254),
  state text not null default 'waits' check (state in ('waits', 'due', 'going', 'gone', 'again', 'refused')),
  not_before timestamptz not null default clock_now(), gone_on date, key_hash bytea unique
);
comment on table share_letter is 'One letter to one who has no account. Its address is for that alone and is emptied when it has gone.';
create unique index share_letter_person on share_letter (gathering_id, person_id);
create index share_letter_due on share_letter (not_before) where state in ('due', 'again');
grant select, insert, update (email, state, not_before, gone_on, key_hash), delete on share_letter to :"gate";
alter table share_letter enable row level security; alter table share_letter force row level security;
create policy gate_all on share_letter to :"gate" using (true) with check (true);
create policy nobody on share_letter as restrictive to :"web" using (false) with check (false);

-- What was promised and what came of it, as everybody is told it who was promised.
create function share_of(which uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('what', g.share_what, 'how', g.share_how, 'by', g.share_by, 'keptOn', g.share_kept_on, 'kept', g.share_kept,
    'keptHow', g.share_kept_how, 'said', g.share_said,
    'late', g.share_what <> '' and g.share_kept_on is null and g.cancelled_on is null and coalesce(g.share_by < (clock_now() at time zone g.zone)::date, false))
  from gathering g where g.id = which
$$;
drop function open_slip(bytea);
create function open_slip(key bytea) returns table (person uuid, room uuid, name text, title text, share jsonb, mail text, paid text, owed text, paid_on date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.person_id, (select r.space_id from gathering_room r where r.space_id = s.room_id), p.name, g.title, share_of(g.id),
         (select case when l.state = 'waits' then 'waits' else 'gone' end from share_letter l where l.gathering_id = g.id and l.person_id = s.person_id),
         g.paid, s.owed, s.paid_on
    from guest_slip s join person p on p.id = s.person_id join gathering g on g.id = s.gathering_id where s.hash = key
$$;
set local role :"gate";
create or replace function told_by_key(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = t.invitee), ''))
    from call_told(invitee_by_key(hash)) t
$$;
create or replace function my_invitations() returns setof jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) || jsonb_build_object('share', share_of(t.gathering), 'needs', coalesce((select a.words from access_need a where a.invitee_id = i.id), ''))
    from invitee i cross join lateral call_told(i.id) t where i.person_id = me() and i.withdrawn_on is null and not by_token()
$$;

reset role;

-- A guest leaves an address for this one letter, or takes it back. False: nothing is waited for any more. Whether another left the
-- same one is told to nobody; and no name goes with it, since whoever typed that may be anybody.
create function leave_address(slip bytea, address text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare s guest_slip;
begin
  select * into s from guest_slip x where x.hash = slip;
  if not exists (select from gathering g where g.id = s.gathering_id and g.share_kept_on is null and g.cancelled_on is null) then return false; end if;
  delete from share_letter l where l.gathering_id = s.gathering_id and l.person_id = s.person_id and l.state = 'waits';
  if address <> '' then
    insert into share_letter (gathering_id, person_id, email) values (s.gathering_id, s.person_id, address) on conflict do nothing;
  end if;
  return true;
end $$;
-- Puts the letters in the post, once, with the first telling: to whoever left an address, and to whoever was asked by mail and has no
-- account. Answers how many of these: how many guests left an address is told to nobody.
create function tell_promised(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not i_call(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  update share_letter l set state = 'due' where l.gathering_id = which and l.state = 'waits';
  insert into share_letter (gathering_id, name, email, state)
    select which, i.name, i.email, 'due' from invitee i
     where i.gathering_id = which and i.email <> '' and i.letters and i.withdrawn_on is null and i.answer in ('yes', 'perhaps', 'around');
  get diagnostics n = row_count;
  -- One letter to one address, whoever left it.
  update share_letter l set state = 'gone', email = '', gone_on = (clock_now())::date where l.gathering_id = which and l.state = 'due' and exists (select from share_letter o
    where o.gathering_id = which and o.state = 'due' and lower(o.email) = lower(l.email) and (o.person_id is null, o.id) > (l.person_id is null, l.id));
  return n;
end $$;
create function share_letters_due(most integer) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select l.id from share_letter l where l.state in ('due', 'again') and l.not_before <= clock_now() order by l.not_before, l.id limit most
$$;
-- Takes one up, once. Of a space that may not be known of its letter says neither its name nor the title.
create function take_share_letter(which uuid, hash bytea) returns table (address text, name text, title text, starts_on date)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l share_letter;
begin
  select * into l from share_letter x where x.id = which and x.state in ('due', 'again') for update skip locked;
  if l.id is null then return; end if;
  update share_letter x set state = 'going', key_hash = hash, gone_on = (clock_now())::date where x.id = which;
  return query select l.email, l.name, case when s.unlisted or s.kind in ('pair', 'person') then '' else g.title end, g.starts_on
    from gathering g join space s on s.id = g.space_id where g.id = l.gathering_id;
end $$;
create function settle_share_letter(which uuid, becomes text) returns void language sql security definer set search_path = public, pg_temp as $$
  update share_letter l set state = becomes, email = case becomes when 'again' then l.email else '' end, not_before = clock_now() + interval '2 minutes'
   where l.id = which and l.state = 'going'
$$;
-- What the link in such a letter opens, for ninety days.
create function told_back(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select share_of(g.id) || jsonb_build_object('title', g.title, 'on', g.starts_on)
    from share_letter l join gathering g on g.id = l.gathering_id where l.key_hash = hash and l.gone_on + 90 >= (clock_now())::date
$$;
-- Links end; an address is kept no longer than its room, and not past a letter that fell between. Nor is one that somebody was asked by.
create function sweep_shares() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  update share_letter l set email = '' where l.state = 'going' and l.gone_on < (clock_now())::date - 1 and l.email <> '';
  update invitee i set email = '' from gathering g where g.id = i.gathering_id and i.email <> '' and coalesce(g.ends_on, g.starts_on) + 366 < (clock_now())::date;
  delete from share_letter l using gathering g where g.id = l.gathering_id and (l.gone_on + 90 < (clock_now())::date
    or (l.state = 'waits' and (g.cancelled_on is not null or not exists (select from space r where r.id = g.room_id))));
  get diagnostics n = row_count;
  return n;
end $$;
set local role :"gate";
create or replace function forget_calls() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); mine text := (select lower(l.email) from login l where l.person_id = me());
begin
  perform set_config('app.forgetting', 'on', true);
  delete from invitee i where i.person_id = me() or (i.email <> '' and lower(i.email) = mine);
  delete from share_letter l where l.person_id = me() or (l.email <> '' and lower(l.email) = mine);
  update invitee i set asked_by = null where i.asked_by = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;

do $$ declare f text; begin
  foreach f in array array['share_of(uuid)', 'open_slip(bytea)', 'leave_address(bytea, text)', 'tell_promised(uuid)', 'told_back(bytea)',
      'share_letters_due(integer)', 'take_share_letter(uuid, bytea)', 'settle_share_letter(uuid, text)', 'sweep_shares()'] loop
    execute format('revoke all on function %s from public', f);
    if f ~ '^(open_slip|leave|tell|told)' then execute format('grant execute on function %s to %I', f, :'web');
    elsif f !~ '^share_of' then execute format('grant execute on function %s to %I', f, :'worker'); end if;
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
