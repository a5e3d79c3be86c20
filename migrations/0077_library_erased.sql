-- What somebody erased of their own is told like what they took back: open screens let go of it at once, and whoever took a
-- copy is told to delete it. Who and why is said by neither.
set local role :"gate";
create or replace function forget_words_said() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare e record;
begin
  for e in update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = ''
      where speaker_id = me() and crossing_id is null and words is not null returning chapter_id, id loop
    perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now()));
  end loop;
end $$;
reset role;
