-- Two spaces become a third: it is new, everybody of the old ones is asked into it, and each says yes for themselves.

create table call (
  id uuid primary key, space_id uuid not null references space on delete cascade,
  person_id uuid not null references person, class text not null, organisation_id uuid references organisation,
  from_space uuid not null references space on delete cascade, called_by uuid not null references person,
  made_at timestamptz not null default clock_now(), answer text check (answer in ('yes', 'no')),
  unique (space_id, person_id)
);
comment on table call is 'Somebody in one of the old spaces is asked into the new one. What they answer is seen by nobody but themselves.';
grant select on call to :"web";
grant select, insert, update (answer) on call to :"gate";
alter table call enable row level security; alter table call force row level security;
create policy own on call for select to :"web" using (person_id = me());
create policy gate_all on call to :"gate" using (true) with check (true);

-- Only whoever made the new space, manages it and is in each of the old ones may ask, and only those who read there now are asked.
create function call_together(into_space uuid, olds uuid[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid; called integer;
begin
  if not in_space(into_space) or not i_manage(into_space) or not olds <@ my_spaces() or into_space = any (olds) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from space s where s.closed_at is not null and (s.id = into_space or s.id = any (olds))) then raise exception 'closed' using errcode = 'TF010'; end if;
  if exists (select from space s where s.id = into_space and s.kind in ('person', 'pair', 'seat', 'room')) then raise exception 'refused' using errcode = 'TF001'; end if;
  select c.id into standing from chapter c where c.space_id = into_space and c.number = 0;
  insert into call (id, space_id, person_id, class, organisation_id, from_space, called_by)
    select distinct on (m.person_id) gen_random_uuid(), into_space, m.person_id, m.class, m.organisation_id, m.space_id, me()
      from membership m where m.space_id = any (olds) and m.person_id <> me() and m.first_chapter is not null
       and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
       and not exists (select from membership n where n.space_id = into_space and n.person_id = m.person_id and (n.ends_at is null or n.ends_at > clock_now()))
     order by m.person_id, m.starts_at
    on conflict do nothing;
  get diagnostics called = row_count;
  perform append_event(standing, 'space.called_together', into_space, me(), clock_now());
  return called;
end $$;
create function my_calls() returns table (id uuid, space_name text, by_name text, from_name text, class text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, s.name, p.name, f.name, c.class from call c join space s on s.id = c.space_id join person p on p.id = c.called_by join space f on f.id = c.from_space
   where c.person_id = me() and c.answer is null and s.closed_at is null order by c.made_at, c.id
$$;
-- Nobody has to be recognised: they were asked as themselves. Everything else is as for any arrival.
create function answer_call(which uuid, said text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare c call; new_id uuid := gen_random_uuid(); sort text;
begin
  update call set answer = said where id = which and person_id = me() and answer is null returning * into c;
  if c.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if exists (select from space s where s.id = c.space_id and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  if said <> 'yes' then return false; end if;
  if exists (select from membership m where m.space_id = c.space_id and m.person_id = me() and (m.ends_at is null or m.ends_at > clock_now())) then return true; end if;
  select s.kind into sort from space s where s.id = c.space_id;
  insert into membership (id, space_id, person_id, organisation_id, class, starts_at, reason_joined, brought_by)
    values (new_id, c.space_id, me(), c.organisation_id, c.class,
            case when sort in ('pair', 'group', 'room') then 'infinity' else clock_now() + interval '1 day' end,
            'Came along from a space that goes on in this one', c.called_by);
  perform append_event((select h.id from chapter h where h.space_id = c.space_id and h.number = 0), 'membership.announced', new_id, c.called_by, clock_now());
  insert into arrival_answer (membership_id, person_id) values (new_id, c.called_by);
  return settle_arrival(new_id);
end $$;
revoke all on function call_together, my_calls, answer_call from public;
grant execute on function call_together, my_calls, answer_call to :"web";
alter function call_together owner to :"gate"; alter function my_calls owner to :"gate"; alter function answer_call owner to :"gate";
