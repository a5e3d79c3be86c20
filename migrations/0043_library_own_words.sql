-- What somebody said is theirs to take out of the space it stands in, whoever typed it; and a call ends with what it came from.

create function take_out_words(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare e evidence;
begin
  select * into e from evidence x where x.space_id = of_space and x.id = which and x.chapter_id = any (my_chapters())
    and x.speaker_id = me() and x.crossing_id is null and x.words is not null and not by_token() for update;
  if e.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', speaker_id = null
   where space_id = of_space and id = which;
  perform append_event(e.chapter_id, 'evidence.taken_back', which, null, date_trunc('day', clock_now()));
end $$;
revoke all on function take_out_words from public;
grant execute on function take_out_words to :"web";
alter function take_out_words owner to :"gate";

set local role :"gate";
create or replace function my_calls() returns table (id uuid, space_name text, by_name text, from_name text, class text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, s.name, p.name, f.name, c.class from call c join space s on s.id = c.space_id join person p on p.id = c.called_by join space f on f.id = c.from_space
   where c.person_id = me() and c.answer is null and s.closed_at is null and in_space(c.from_space) order by c.made_at, c.id
$$;
reset role;
