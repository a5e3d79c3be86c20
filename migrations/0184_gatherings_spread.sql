-- A map that is kept shows how each placed things alone, in numbers: those that the room was told, and no others.
set local role :"gate";
create or replace function note_output(new_id uuid, new_crossing uuid, in_activity uuid, which text, in_words text, in_shape jsonb, it_stands boolean, was_against text)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare o record;
begin
  select * into o from output_to_keep(in_activity, which);
  if exists (select from jsonb_array_elements(in_shape->'things') t where jsonb_typeof(t->'spread') = 'object'
      and not exists (select from activity_step s join disclosed d on d.about = s.id cross join lateral jsonb_each(d.numbers) n
        where s.activity_id = in_activity and n.value = t->'spread')) then
    raise exception 'refused' using errcode = 'TF003'; end if;
  insert into room_output (space_id, id, chapter_id, activity_id, accept_step, crossing_id, key, type, title, words, stands, against, told, shape)
    values (o.room, new_id, o.chapter, in_activity, o.accept, new_crossing, which, o.output->>'type', o.output->>'title', case o.output->>'type' when 'map' then o.output->>'title' else in_words end, it_stands, was_against,
      coalesce(o.told, (select d.numbers->'answer' from disclosed d where d.about = new_id)), in_shape);
end $$;
reset role;
