-- What somebody wrote before or after is theirs to let go like what they said in the room: from the close on, for as long as that is asked.
set local role :"gate";
create or replace function line_to_go(which uuid, out target uuid, out from_space uuid, out from_chapter uuid, out value jsonb, out named boolean, out on_day date,
    out shared text, out for_table boolean, out others uuid[], out due date, out is_open boolean)
  returns record language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c contribution; t thread_line; r gathering_room;
begin
  if by_token() then return; end if;
  select * into c from contribution x where x.id = which and (case when x.presenter_id is not null then x.presenter_id = me()
    else x.author_id = me() or (x.attribution = 'role' and i_put(x.id)) end);
  if c.id is null then
    select * into t from thread_line x where x.id = which and x.author_id = me();
    if t.id is null then return; end if;
    select x.* into r from gathering_room x where x.space_id = t.space_id;
    from_space := t.space_id; from_chapter := t.chapter_id; value := jsonb_build_object('text', t.words); named := true; on_day := t.on_day;
    for_table := false; shared := 'self'; others := '{}';
  else
    select x.* into r from activity a join gathering_room x on x.space_id = a.space_id where a.id = c.activity_id;
    from_space := c.space_id; from_chapter := c.chapter_id; value := c.value; named := c.attribution = 'named'; on_day := c.on_day; for_table := c.for_table;
    shared := case when c.presenter_id is not null then 'presenter' else c.spoke_for end;
    -- A presenter goes nowhere without the set; what one wrote for several is each of theirs.
    others := case when shared = 'presenter' then array(select readers_of(c.chapter_id)) when shared = 'self' then '{}'
      when shared = 'group' and c.space_id is distinct from c.group_id then array(select m.person_id from membership m where m.space_id = c.group_id and m.last_chapter is null)
      else array(select readers_of(c.chapter_id)) end;
  end if;
  select g.space_id, (clock_now() at time zone s.zone)::date + 1 into target, due from gathering g join space s on s.id = g.space_id where g.id = r.gathering_id;
  is_open := r.closed_at is not null and r.harvest_until > clock_now();
end $$;
reset role;
