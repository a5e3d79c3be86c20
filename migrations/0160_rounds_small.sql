-- A line without a name hides among those who may have written it. So nothing is asked without names of fewer than eight where
-- words may be written, or of fewer than five where only numbers are given; and nothing is opened while fewer than that, of
-- those who were asked, still read the chapter.
alter table round add column least integer not null default 1 check (least >= 1);
comment on column round.least is 'So many of those who were asked must be there at the opening and at the close.';

create function least_asked(holds text) returns integer language sql immutable as $$ select case holds when 'numbers' then 5 else 8 end $$;

drop function open_round(uuid, uuid, uuid, text, uuid, jsonb, integer, text[], boolean, bytea);
create function open_round(new_id uuid, in_space uuid, in_chapter uuid, of_kind text, what uuid, asked jsonb, holds text, size integer, going text[],
    in_a_live_room boolean, signs bytea) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid[] := array(select readers_of(in_chapter) order by gen_random_uuid()); need integer := least_asked(holds);
begin
  if not (in_chapter = any (my_chapters())) or not exists (select from chapter c where c.id = in_chapter and c.space_id = in_space) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  if size not between 64 and 32768 or cardinality(going) = 0 or not going <@ array['stays', 'theme', 'words'] or length(of_kind) not between 1 and 60
     or holds not in ('words', 'numbers') then
    raise exception 'invalid' using errcode = '23514'; end if;
  if cardinality(who) < need then raise exception 'too few' using errcode = 'TF101'; end if;
  insert into round (space_id, id, chapter_id, kind, about, shape, bytes, may_go, live, public_key, people, least)
    values (in_space, new_id, in_chapter, of_kind, what, asked, size, going, in_a_live_room, signs, cardinality(who), need);
  insert into round_ticket (round_id, person_id) select new_id, unnest(who);
  perform append_event(in_chapter, 'round.opened', new_id, me(), clock_now());
  return cardinality(who);
end $$;

-- Of those who were asked, fewer are there now than must be. Who left is known to all; who has answered is asked nowhere here.
create function few_in_round(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from round r where r.id = which and r.state = 'open' and (session_user = :'worker' or r.chapter_id = any (my_chapters()))
    and (select count(*) from readers_of(r.chapter_id) p join round_ticket t on t.round_id = r.id and t.person_id = p) < r.least)
$$;
-- How many it takes, where they are not there; null where they are, or where the chapter is not the reader's.
create function few_for_round(in_chapter uuid, holds text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select least_asked(holds) where in_chapter = any (my_chapters()) and (select count(*) from readers_of(in_chapter)) < least_asked(holds)
$$;
set local role :"gate";
create or replace function close_round(which uuid) returns table (ticket bytea, cipher bytea) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_round(which, true);
  if few_in_round(which) then raise exception 'too few' using errcode = 'TF101'; end if;
  perform end_round(which, 'closed');
  return query delete from round_sealed s where s.round_id = which returning s.ticket, s.cipher;
end $$;
reset role;

revoke all on function least_asked, open_round, few_in_round, few_for_round from public;
grant execute on function least_asked to :"gate";
grant execute on function open_round, few_in_round, few_for_round to :"web";
grant execute on function few_in_round to :"worker";
do $$ declare f text; begin
  foreach f in array array['least_asked', 'open_round', 'few_in_round', 'few_for_round'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;
