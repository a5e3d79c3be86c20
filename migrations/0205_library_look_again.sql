-- The day on which a space looks again at what it made: of a statement on power, a purpose, what we do in every meeting.
alter table artefact add column look_on date;
alter table room_output add column look_on date;
grant update (look_on) on artefact to :"web", :"gate";
grant update (look_on) on room_output to :"gate";
create index artefact_look_on on artefact (space_id, look_on) where look_on is not null;

-- Set as a room keeps it, by whoever facilitates. What waits for somebody's yes takes the day with it when it lands.
create function look_again_at(which uuid, on_day date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare o record;
begin
  update room_output set look_on = on_day where id = which and chapter_id = any (my_chapters()) and i_facilitate(space_id) and not by_token()
    returning crossing_id, stands into o;
  if o.crossing_id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update artefact a set look_on = on_day from version_from f
   where o.stands and f.crossing_id = o.crossing_id and a.space_id = f.space_id and a.id = f.artefact_id;
end $$;
-- A draft has no day of its own: it is said when it is let stand.
create function bring_look_on() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update artefact a set look_on = o.look_on from room_output o
   where o.crossing_id = new.crossing_id and o.stands and o.look_on is not null and a.space_id = new.space_id and a.id = new.artefact_id;
  return null;
end $$;
create trigger bring_look_on after insert on version_from for each row execute function bring_look_on();
revoke all on function look_again_at, bring_look_on from public;
grant execute on function look_again_at to :"web";
alter function look_again_at owner to :"gate";
alter function bring_look_on owner to :"gate";
