-- Before and after: whoever cannot come takes part all the same. Chapter 1 of a room is the thread before, open until the doors
-- open; the thread after is a chapter of its own, open for the seven days from the close. Whoever is only in these reads
-- nothing of what lies between. What others wrote is seen by each after their own turn, or once the thread is closed.
alter table gathering_room add column after_chapter uuid;
comment on column gathering_room.after_chapter is 'Where the thread after it is; there from the close.';
grant update (after_chapter) on gathering_room to :"gate";

create table thread_line (
  space_id uuid not null, id uuid not null, chapter_id uuid not null,
  words text not null check (length(words) between 1 and 2000), author_id uuid not null,
  on_day date not null default (clock_now())::date,
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index thread_line_of on thread_line (chapter_id, on_day, id);
grant select, insert, delete on thread_line to :"web";
grant select, insert, delete on thread_line to :"gate";
alter table thread_line enable row level security; alter table thread_line force row level security;

-- Which thread a chapter is: 'before' or 'after', and null where it is neither; and whether it is still open.
create function thread_of(which uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select case when c.number = 1 then 'before' when r.after_chapter = c.id then 'after' end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which
$$;
create function thread_open(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select case when c.number = 1 then r.opened_at is null and r.closed_at is null and not exists (
             select from gathering g where g.id = r.gathering_id and g.cancelled_on is not null)
           when r.after_chapter = c.id then r.harvest_until > clock_now() else false end
    from chapter c join gathering_room r on r.space_id = c.space_id where c.id = which), false)
$$;
create function had_my_turn(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select not thread_open(which) or exists (select from thread_line l where l.chapter_id = which and l.author_id = me())
$$;
create policy readers on thread_line to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on thread_line to :"gate" using (true) with check (true);
create policy own_turn on thread_line as restrictive for select to :"web" using (author_id = me() or had_my_turn(chapter_id));
create policy own_hand on thread_line as restrictive for insert to :"web" with check (author_id = me() and thread_open(chapter_id) and not by_token());
create policy own_away on thread_line as restrictive for delete to :"web" using (author_id = me());

-- Puts somebody into the threads of a room, and into nothing between them. Whoever is in the room reads the thread after anyway.
create function into_threads(room uuid, who uuid, as_class text, of_org uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  for n in select c.number from chapter c join gathering_room r on r.space_id = c.space_id
            where c.space_id = room and (c.number = 1 or c.id = r.after_chapter) order by 1 loop
    if not exists (select from membership m where m.space_id = room and m.person_id = who and m.first_chapter <= n
        and (m.last_chapter is null or m.last_chapter >= n) and (m.ends_at is null or m.ends_at > clock_now())) then
      perform room_join(room, who, as_class, of_org, '{}', n, n, 'Takes part before and after');
    end if;
  end loop;
end $$;
-- Whoever was asked may take part before and after; nobody of a class that is kept out of the room, and nobody who said no.
create function join_threads(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare t record; org uuid;
begin
  select u.* into t from invitee i cross join lateral call_told(i.id) u where i.gathering_id = which and i.person_id = me() and i.withdrawn_on is null;
  if t.invitee is null or by_token() then raise exception 'not found' using errcode = 'TF404'; end if;
  if t.is_off or coalesce(t.answer, 'no') = 'no' or t.class = any (t.kept_out) then return null; end if;
  select m.organisation_id into org from membership m where m.space_id = t.space and m.person_id = me()
     and m.first_chapter is not null and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at limit 1;
  perform into_threads(t.room, me(), t.class, org);
  return t.room;
end $$;
-- The same by a link, for somebody of no space here: they become the guest of this room that they stay.
create function join_threads_by_key(hash bytea, new_id uuid, token bytea, on_device text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t record;
begin
  select * into t from call_told(invitee_by_key(hash));
  if t.invitee is null or by_token() or t.is_off or coalesce(t.answer, 'no') = 'no' or t.comes_as = 'member' or t.class = any (t.kept_out) then return null; end if;
  if t.person is not null and exists (select from guest g where g.person_id = t.person and g.space_id = t.room) then
    insert into session (id, person_id, token_hash, kind, device, ends_at)
      values (gen_random_uuid(), t.person, token, 'guest', on_device, clock_now() + interval '30 days');
    perform set_config('app.person', t.person::text, true);
  elsif t.person is not null then return null;
  else
    perform make_guest(t.room, new_id, t.name, t.organisation, token, null, on_device, clock_now() + interval '30 days');
    perform set_config('app.person', new_id::text, true);
    update invitee x set person_id = new_id where x.id = t.invitee;
  end if;
  perform into_threads(t.room, me(), t.class, null);
  return t.room;
end $$;
-- At the close the thread after begins; whoever took part before, or said they would, is in it.
create function open_after(room uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; i record;
begin
  if not i_facilitate(room) then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from gathering_room r where r.space_id = room and r.after_chapter is not null) then return; end if;
  select * into c from next_room_chapter(room);
  update gathering_room r set after_chapter = c.id where r.space_id = room;
  for i in select x.person_id, x.class from invitee x join gathering g on g.id = x.gathering_id where g.room_id = room
            and x.person_id is not null and x.withdrawn_on is null and (x.answer = 'around' or exists (
              select from membership m where m.space_id = room and m.person_id = x.person_id and m.last_chapter = 1)) loop
    perform into_threads(room, i.person_id, i.class, null);
  end loop;
end $$;
create function forget_threads() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from thread_line l where l.author_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

-- Steps that stay open for days end by the clock: what has run out, with somebody who facilitates there.
create function steps_run_out(most integer) returns table (activity uuid, version integer, facilitator uuid, place integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.version, f.person_id, s.place
    from activity a join activity_step s on s.id = a.step_id join gathering g on g.room_id = a.space_id
    join lateral (select m.person_id from membership m where m.space_id = a.space_id and 'facilitator' = any (m.roles)
                   and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now()) order by m.starts_at, m.id limit 1) f on true
   where a.state = 'running' and s.ends_at <= clock_now() and (g.way = 'over_days' or g.kind = 'over_days')
   order by s.ends_at limit most
$$;

do $$ declare f text; begin
  foreach f in array array['thread_of(uuid)', 'thread_open(uuid)', 'had_my_turn(uuid)', 'join_threads(uuid)',
      'join_threads_by_key(bytea, uuid, bytea, text)', 'open_after(uuid)', 'forget_threads()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  revoke all on function into_threads(uuid, uuid, text, uuid), steps_run_out(integer) from public;
end $$;
grant execute on function steps_run_out to :"worker";
alter function into_threads owner to :"gate";
alter function steps_run_out owner to :"gate";
