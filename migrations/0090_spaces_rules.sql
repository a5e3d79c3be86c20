-- Rules of a space that its managers set where it says what it is. Each is a dated row, and the one before it stays.
alter table space_rule drop constraint space_rule_rule_check;
alter table space_rule add constraint space_rule_rule_check
  check (rule in ('group_consent', 'newcomers_read_back', 'safeguarding_contact', 'receiver_days', 'documents_out'));
alter table space_rule add constraint space_rule_receiver_days
  check (rule <> 'receiver_days' or (jsonb_typeof(value) = 'number' and (value #>> '{}') ~ '^[0-9]+$' and (value #>> '{}')::integer between 1 and 180));
alter table space_rule add constraint space_rule_documents_out
  check (rule <> 'documents_out' or value in ('"bringer"', '"managers"', '"facilitators"'));
comment on constraint space_rule_documents_out on space_rule is
  'Who takes out a document that somebody else brought in: nobody, its managers, or its managers and facilitators.';

-- What holds now. A rule that lets more people do more holds a day after it was set, so that nobody gives themselves a right and uses it at once.
create function rule_now(of_space uuid, which text) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select r.value from space_rule r where r.space_id = of_space and r.rule = which and r.since <= clock_now() order by r.since desc limit 1
$$;
create function set_space_rule(of_space uuid, which text, becomes jsonb) returns timestamptz
  language plpgsql security definer set search_path = public, pg_temp as $$
declare far constant text[] := array['"bringer"', '"managers"', '"facilitators"']; from_then timestamptz := clock_now();
begin
  if not i_manage(of_space) or by_token() or which not in ('receiver_days', 'documents_out') then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('rules ' || of_space::text, 0));
  -- What was set and does not hold yet is not wanted any more.
  delete from space_rule r where r.space_id = of_space and r.rule = which and r.since > clock_now();
  if which = 'documents_out' and array_position(far, becomes::text) > array_position(far, coalesce(rule_now(of_space, which), '"bringer"')::text) then
    from_then := clock_now() + interval '1 day';
  end if;
  insert into space_rule (space_id, chapter_id, rule, value, since) values (of_space, standing_of(of_space), which, becomes, from_then);
  perform append_event(standing_of(of_space), 'space.rule_set', of_space, me(), clock_now());
  return from_then;
end $$;
revoke all on function rule_now, set_space_rule from public;
grant execute on function set_space_rule to :"web";
grant delete on space_rule to :"gate";
alter function rule_now owner to :"gate"; alter function set_space_rule owner to :"gate";
