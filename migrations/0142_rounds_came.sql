-- How many are in, of a round that is open in a live room: the one number that is shown there, told once a second to all alike.
create function round_came(which uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select (select count(*)::integer from round_sealed s where s.round_id = r.id) from round r where r.id = which and r.live and r.state = 'open'
$$;
revoke all on function round_came from public;
alter function round_came owner to :"gate";

set local role :"gate";
create or replace function counts_told(chapters uuid[]) returns table (chapter uuid, step uuid, came integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.chapter_id, s.id, case when s.round_id is not null then round_came(s.round_id) else
      (select count(distinct coalesce(c.author_id, o.person_id))::integer
         from contribution c left join contribution_owner o on o.contribution_id = c.id where c.step_id = s.id) end
    from activity a join activity_step s on s.id = a.step_id
   where a.chapter_id = any (chapters) and a.state <> 'done' and s.state <> 'done'
$$;
reset role;
