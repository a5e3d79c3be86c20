-- A guest whose answer was lost asks once more, and is the same guest. By what they say (with an id that only their device knows)
-- they are known again, and by nothing else: whoever says the same name with another id is somebody else.

alter table guest add column came_by bytea, add unique (space_id, came_by);
comment on column guest.came_by is 'What a device said at the door, as a hash: said again, it is the same guest. Read by that door alone.';
grant update (came_by) on guest to :"gate";

drop function come_in_as_guest(text, uuid, text, text, text, bytea, bytea, text);
create function come_in_as_guest(typed text, new_id uuid, called text, from_where text, as_class text, token bytea, said bytea, on_device text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; known uuid;
begin
  select * into d from door_by_code(typed);
  if d.room is null then return 'no_code'; end if;
  -- Two that say the same wait for each other, and the second finds the first.
  perform pg_advisory_xact_lock(hashtextextended('came by ' || encode(said, 'hex'), 0));
  select g.person_id into known from guest g where g.space_id = d.room and g.came_by = said;
  if known is not null then
    insert into session (id, person_id, token_hash, kind, device, ends_at)
      values (gen_random_uuid(), known, token, 'guest', on_device, clock_now() + interval '30 days');
  else
    if as_class = any (d.kept_out) then return 'kept_out'; end if;
    if d.full_up then return 'full'; end if;
    perform make_guest(d.room, new_id, called, from_where, token, null, on_device, clock_now() + interval '30 days');
    update guest g set came_by = said where g.person_id = new_id;
  end if;
  perform set_config('app.person', coalesce(known, new_id)::text, true);
  return come_in(typed, as_class, null, called, from_where);
end $$;
revoke all on function come_in_as_guest from public;
grant execute on function come_in_as_guest to :"web";
alter function come_in_as_guest owner to :"gate";
