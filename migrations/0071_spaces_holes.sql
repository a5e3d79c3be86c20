-- What an attempt on confidentiality found in the tables of the last weeks, closed.

-- Whoever once took a copy could not be erased: their note, once it names nobody, has to be seen by the role that writes it.
create policy gate_sees on space_copy for select to :"gate" using (person_id is null or person_id = me());

-- A dispute stands in the chapter of what it disputes, whoever asks the database: what one may not read answers as what never was.
create function contest_within() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from evidence e where e.space_id = new.space_id and e.id = new.evidence_id and e.chapter_id = new.chapter_id) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  return new;
end $$;
create trigger contest_within before insert on contest for each row when (current_user = :'web') execute function contest_within();

-- An earlier chapter's words stay in it: not in the strategy either, nor beside who says something, nor in a title or a source.
set local role :"gate";
grant execute on function words_keep_chapter to :"owner";
reset role;
drop trigger keeps_chapter on context_event;
create trigger keeps_chapter before insert on context_event for each row when (current_user = :'web') execute function words_keep_chapter('words', 'says_who');
create trigger keeps_chapter before insert on parent_strategy for each row when (current_user = :'web') execute function words_keep_chapter('name', 'whose', 'says');
drop trigger keeps_chapter on document;
create trigger keeps_chapter before insert or update of title, source on document for each row when (current_user = :'web') execute function library_keeps_chapter();

-- Words that were taken back go out of the title and the source of a document too. Its text is its own: a source is what it is.
grant select (title, source, text), update (title, source, tsv) on document to :"mover";
grant select (id, search_language) on space to :"mover";
create policy mover_language on space for select to :"mover" using (true);
set local role :"mover";
create or replace function blank_in_versions(in_space uuid, said text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update document set changed = left(words_forgotten(changed, said), 1000), occasion = left(words_forgotten(occasion, said), 200)
   where space_id = in_space and (changed <> '' or occasion <> '')
     and words_forgotten(changed || E'\n' || occasion, said) <> changed || E'\n' || occasion;
  update document d set title = left(words_forgotten(d.title, said), 300), source = left(words_forgotten(d.source, said), 500),
      tsv = setweight(to_tsvector(s.search_language, left(words_forgotten(d.title, said), 300)), 'A') || to_tsvector(s.search_language, left(d.text, 200000))
    from space s where s.id = in_space and d.space_id = in_space
     and words_forgotten(d.title || E'\n' || d.source, said) <> d.title || E'\n' || d.source;
end $$;
reset role;

-- Nobody is told how many versions there are of what they do not read.
set local role :"gate";
create or replace function next_in_line(in_space uuid, of_line uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select 1 + max(d.number) from document d where d.space_id = in_space and (d.id = of_line or d.line_id = of_line)
   having bool_or(d.chapter_id = any (my_chapters()))
$$;
-- Erasure takes a name off what somebody handed on by their own hand, whatever they were called then, and before whose hand it was is gone.
create or replace function forget_authorship() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); t record; nobody constant text := 'Somebody who has left';
begin
  perform set_config('app.forgetting', 'on', true);
  update handing set by_name = nobody where author_id = me() and by_name <> '';
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'author_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attnotnull and has_column_privilege(c.oid, a.attnum, 'UPDATE') loop
    execute format('update %I set author_id = null where author_id = me()', t.relname);
  end loop;
  update evidence set speaker_id = null where speaker_id = me() and words is null;
  update receiver set sent_by = null, email = '' where sent_by = me();
  update receiver set link_by = null where link_by = me();
  update receiver set person_id = null where person_id = me();
  update sending set sent_by = null where sent_by = me();
  update seat set made_by = null where made_by = me();
  update decision set owner_id = null where owner_id = me();
  update handing set to_name = nobody, to_id = null where to_id = me();
  update action set accountable = nobody, accountable_id = null where accountable_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;
