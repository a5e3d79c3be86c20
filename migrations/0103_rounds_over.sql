-- What was called off has nothing in it, and may be ended once more: whoever runs a room must not be held up by a round that
-- the place had to call off itself.
set local role :"gate";
create or replace function end_round(which uuid, as_state text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r round;
begin
  perform hold_round(which, true);
  select * into r from round x where x.id = which and (session_user = :'worker' or x.chapter_id = any (my_chapters()));
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.state = 'dropped' then return; end if;
  if r.state <> 'open' then raise exception 'over' using errcode = 'TF100'; end if;
  update round x set state = as_state, closed_on = (clock_now())::date,
      came = case as_state when 'closed' then (select count(*) from round_sealed s where s.round_id = which) end where x.id = which;
  delete from round_ticket t where t.round_id = which;
  perform append_event(r.chapter_id, 'round.' || as_state, which, null, date_trunc('day', clock_now()));
end $$;
reset role;
