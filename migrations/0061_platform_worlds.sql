-- A demonstration carries its own time and knows which invented world it holds. A real place does neither: the check on
-- `clock_offset` has been there from the beginning, and these functions refuse before they come to it.
alter table installation add column clock_seen timestamptz, add column world jsonb,
  add check (demonstration or (clock_seen is null and world is null));
comment on column installation.clock_seen is 'When somebody last looked, by the clock of the demonstration: it goes on from there.';
comment on column installation.world is 'name, stop and the ids of what is played on; no words.';

grant update (clock_offset, clock_seen, world) on installation to :"gate";
grant update (made_at, seen_at, proved_at, before_until, ends_at) on session to :"gate";
grant update (made_at, ends_at) on api_token to :"gate";
grant update (at) on attempt to :"gate";
create policy gate_moves on attempt for update to :"gate" using (true) with check (true);
create policy gate_sees on attempt for select to :"gate" using (true);

/*
 * Puts the clock of a demonstration on. Before the world is set up it may be put anywhere; after that only forward, since
 * what was written may not lie ahead. Whoever looks on does not grow older by it: the sessions, the tokens and the attempts
 * of their devices move along. What belongs to the world (links to a post, questions that lapse, what is read until a day) ages.
 */
create function move_clock(to_moment timestamptz) returns timestamptz
  language plpgsql security definer set search_path = public, pg_temp as $$
declare here installation; by_how_much interval;
begin
  select * into here from installation for update;
  if not here.demonstration then raise exception 'refused' using errcode = 'TF061'; end if;
  if here.set_up_at is not null and to_moment < clock_now() then raise exception 'refused' using errcode = 'TF062'; end if;
  by_how_much := make_interval(secs => extract(epoch from to_moment - clock_now()));
  update installation set clock_offset = make_interval(secs => extract(epoch from to_moment - now())), clock_seen = to_moment;
  update session set made_at = made_at + by_how_much, seen_at = seen_at + by_how_much, proved_at = proved_at + by_how_much,
    before_until = before_until + by_how_much, ends_at = ends_at + by_how_much;
  update api_token set made_at = made_at + by_how_much, ends_at = ends_at + by_how_much;
  update attempt set at = at + by_how_much;
  return clock_now();
end $$;

/*
 * The clock of a demonstration stands still while nobody looks: who comes back, or starts it again, goes on from when it was
 * last looked at. Nothing was written since, so nothing lies ahead. In a real place this does nothing.
 */
create function look_at_clock(first_look boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update installation set
    clock_offset = case when first_look and clock_seen < clock_now() then make_interval(secs => extract(epoch from clock_seen - now()))
                        else clock_offset end,
    clock_seen = case when first_look then least(coalesce(clock_seen, clock_now()), clock_now()) else clock_now() end
   where demonstration;
end $$;

create function note_world(what jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update installation set world = what where demonstration;
  if not found then raise exception 'refused' using errcode = 'TF061'; end if;
end $$;

revoke all on function move_clock, look_at_clock, note_world from public;
grant execute on function move_clock, look_at_clock, note_world to :"web";
alter function move_clock owner to :"gate";
alter function look_at_clock owner to :"gate";
alter function note_world owner to :"gate";
