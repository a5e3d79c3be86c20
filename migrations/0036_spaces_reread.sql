-- What a hostile reading of 0022 and 0023 found: ending a space over the heads of those put out, and calls that outlive both ends.

set local role :"gate";
create or replace function propose_closing(new_id uuid, which uuid, in_way text, in_then text, in_months integer, why text, successor uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid;
begin
  if not in_space(which) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('closing ' || which::text, 0));
  if not exists (select from space s where s.id = which and s.kind in ('pair', 'group', 'organisation', 'partnership', 'region', 'nation'))
    then raise exception 'refused' using errcode = 'TF001'; end if;
  if exists (select from space s where s.id = which and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  if exists (select from closing c where c.space_id = which and c.outcome is null) then raise exception 'refused' using errcode = 'TF011'; end if;
  -- Nobody is put out so that a space can be ended over their heads.
  if exists (select from membership m where m.space_id = which and m.ended_by <> m.person_id and m.ends_at > clock_now() - interval '30 days')
    then raise exception 'refused' using errcode = 'TF037'; end if;
  if successor is not null and (successor = which or not in_space(successor)) then raise exception 'not found' using errcode = 'TF404'; end if;
  select c.id into standing from chapter c where c.space_id = which and c.number = 0;
  insert into closing (space_id, id, chapter_id, way, then_way, months, reason, successor_id, proposed_by, lapses_at)
    values (which, new_id, standing, in_way, in_then, in_months, why, successor, me(), clock_now() + interval '30 days');
  insert into closing_answer (closing_id, person_id, answer) values (new_id, me(), 'yes');
  perform append_event(standing, 'closing.proposed', new_id, me(), clock_now());
  return settle_closing(new_id);
end $$;
create or replace function answer_call(which uuid, said text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare c call; new_id uuid := gen_random_uuid(); sort text;
begin
  -- It was asked of somebody who is in the old space by somebody who is in the new one; where either has gone, so has the call.
  update call x set answer = said where x.id = which and x.person_id = me() and x.answer is null
     and (said = 'no' or (in_space(x.from_space) and exists (select from membership m where m.space_id = x.space_id and m.person_id = x.called_by and in_force(m))))
   returning x.* into c;
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
reset role;
