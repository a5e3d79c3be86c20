-- A report is taken out of a space: a finding from it keeps what was said of it in other words, and nothing of the report's own; and
-- what was made of the finding asks for another look, as where words were taken back.

-- A text without what stands in a longer one word for word: from six words on, or the whole of a shorter one.
create function without_words_of(t text, whole text) returns text language plpgsql stable set search_path = public, pg_temp as $$
declare w text[] := string_to_array(btrim(plain_words(t)), ' '); k integer := least(cardinality(string_to_array(btrim(plain_words(t)), ' ')), 6); said text;
begin
  if k = 0 or w[1] = '' then return t; end if;
  select string_agg(array_to_string(w[g:g + k - 1], ' '), ' ' order by g) into said from generate_series(1, cardinality(w) - k + 1) g
   where position(' ' || array_to_string(w[g:g + k - 1], ' ') || ' ' in whole) > 0;
  return case when said is null then t when k < 6 then '[words taken back]' else words_forgotten(t, said) end;
end $$;

create function report_goes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); whole text; due timestamptz;
begin
  if not exists (select from finding f where f.space_id = old.space_id and f.document_id = old.id)
     or not exists (select from space s where s.id = old.space_id) then return old; end if;
  perform set_config('app.forgetting', 'on', true);
  whole := plain_words(old.text);
  select (((clock_now() at time zone s.zone) + interval '18 hours')::date + time '06:00') at time zone s.zone into due from space s where s.id = old.space_id;
  insert into look_again (space_id, insight_id, chapter_id, due_at)
    select distinct i.space_id, i.id, i.chapter_id, due from finding f join chain_link l on l.space_id = f.space_id and l.from_id = f.id
      join insight i on i.space_id = l.space_id and i.id = l.to_id
     where f.space_id = old.space_id and f.document_id = old.id
       and not exists (select from look_again a where a.insight_id = i.id and a.due_at = due and a.looked_at is null);
  update finding f set words = left(without_words_of(f.words, whole), 2000), version = f.version + 1, document_id = null, starts = null, ends = null
   where f.space_id = old.space_id and f.document_id = old.id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return old;
end $$;
create trigger report_goes before delete on document for each row execute function report_goes();
revoke all on function without_words_of, report_goes from public;
grant execute on function without_words_of to :"gate";
grant update (version, document_id, starts, ends) on finding to :"gate";
alter function report_goes owner to :"gate";
