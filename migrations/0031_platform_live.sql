-- How far each of these chapters has come, in one question: the fan-out then looks only where something is new.
create function chapter_tops(which uuid[]) returns table (chapter_id uuid, top bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c, coalesce((select max(e.number) from event e where e.chapter_id = c), 0) from unnest(which) as c
$$;
revoke all on function chapter_tops from public;
grant execute on function chapter_tops to :"live";
alter function chapter_tops owner to :"gate";

-- The pages of a space's evidence, newest first, whatever chapters they come from: without it a page sorts the whole space
-- (measured with 100,000 pieces: 223 ms without, 5 ms with it).
create index evidence_page on evidence (space_id, made_at desc, id);
