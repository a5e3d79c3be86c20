-- Words that were taken back go from calls and run sheets as they go from insights: out of what is called, promised and told, from what stands at doors, and
-- from the run sheets of the space's rooms. And a call says no words of before to whoever came later: it stands where everybody of the space reads it.
grant update (title, purpose, place, paid, share_what, share_how, share_kept, share_kept_how, share_said, cancelled_because, version) on gathering to :"gate";
grant update (title, version) on agenda_item to :"gate";
grant update (words) on agenda_note to :"gate";
grant select, update (why) on not_asked to :"gate";
grant select, update (limits) on gathering_after to :"gate";
-- With it these columns are among those that words are forgotten in.
create trigger keeps_chapter before insert or update of title, purpose, place, paid, share_what, share_how, share_kept, share_kept_how, cancelled_because on gathering
  for each row when (current_user = :'web') execute function keeps_chapter();

create function forgotten_in(whole jsonb, said text) returns jsonb language plpgsql stable set search_path = public, pg_temp as $$
begin
  return case jsonb_typeof(whole) when 'string' then to_jsonb(words_forgotten(whole #>> '{}', said))
    when 'array' then (select coalesce(jsonb_agg(forgotten_in(v, said) order by n), '[]') from jsonb_array_elements(whole) with ordinality e (v, n))
    when 'object' then (select coalesce(jsonb_object_agg(k, forgotten_in(v, said)), '{}') from jsonb_each(whole) e (k, v))
    else whole end;
end $$;
create function calls_forget_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare calls uuid[]; rooms uuid[];
begin
  -- Fewer words than these are anybody's, as elsewhere.
  if cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) < 6 then return null; end if;
  select array_agg(g.id), array_agg(g.room_id) into calls, rooms from gathering g where g.space_id = new.space_id;
  -- Whoever still types on what stood there is shown that it has changed; the words go from its columns with those of everything else ("gone" comes after this).
  update gathering g set share_said = forgotten_in(g.share_said, old.words), version = g.version + 1
   where g.id = any (calls) and (forgotten_in(g.share_said, old.words) <> g.share_said or exists (
     select from unnest(array[g.title, g.purpose, g.place, g.paid, g.share_what, g.share_how, g.share_kept, g.share_kept_how, g.cancelled_because]) t
      where words_forgotten(t, old.words) <> t));
  update gathering_room r set said = forgotten_in(r.said, old.words) where r.space_id = any (rooms) and forgotten_in(r.said, old.words) <> r.said;
  update agenda_item i set title = left(words_forgotten(i.title, old.words), greatest(length(i.title), 18)), version = i.version + 1
   where i.space_id = any (rooms) and words_forgotten(i.title, old.words) <> i.title;
  update agenda_note n set words = words_forgotten(n.words, old.words) where n.space_id = any (rooms) and words_forgotten(n.words, old.words) <> n.words;
  update not_asked n set why = left(words_forgotten(n.why, old.words), greatest(length(n.why), 18))
   where n.gathering_id = any (calls) and words_forgotten(n.why, old.words) <> n.why;
  update gathering_after a set limits = left(words_forgotten(a.limits, old.words), greatest(length(a.limits), 18))
   where a.gathering_id = any (calls) and words_forgotten(a.limits, old.words) <> a.limits;
  return null;
end $$;
create trigger calls_gone after update of words on evidence for each row when (old.words is not null and new.words is null) execute function calls_forget_words();
revoke all on function forgotten_in(jsonb, text), calls_forget_words() from public;
alter function forgotten_in(jsonb, text) owner to :"gate";
alter function calls_forget_words() owner to :"gate";
