-- The day on which the agreement of a space was accepted: from it come the dates of its six-monthly looks.
alter table space_rule drop constraint space_rule_rule_check;
alter table space_rule add constraint space_rule_rule_check
  check (rule in ('group_consent', 'newcomers_read_back', 'safeguarding_contact', 'receiver_days',
    'documents_out', 'role_clause', 'challenge', 'attribution', 'cadence_days', 'safe_space', 'agreed_on'));
set local role :"gate";
create or replace function say_rule(of_space uuid, named text, said jsonb) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare standing uuid; before jsonb;
begin
  if by_token() or not i_manage(of_space) then raise exception 'not found' using errcode = 'TF404'; end if;
  if named not in ('role_clause', 'challenge', 'attribution', 'cadence_days', 'safe_space', 'agreed_on') or pg_column_size(said) > 8192 then
    raise exception 'refused' using errcode = 'TF001'; end if;
  if exists (select from space s where s.id = of_space and s.closed_at is not null) then raise exception 'closed' using errcode = 'TF010'; end if;
  select c.id into standing from chapter c where c.space_id = of_space and c.number = 0;
  perform pg_advisory_xact_lock(hashtextextended('rule ' || of_space::text, 0));
  select r.value into before from space_rule r where r.space_id = of_space and r.rule = named order by r.since desc limit 1;
  if coalesce(before, 'null') = said then return false; end if;
  insert into space_rule (space_id, chapter_id, rule, value) values (of_space, standing, named, said);
  return true;
end $$;
reset role;
