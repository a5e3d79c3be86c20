-- Things that a space makes and keeps: a map, a story, a set of data, a design of what could be. Each is a line of versions.

create table artefact (
  space_id uuid not null references space,
  id uuid not null,
  chapter_id uuid not null,
  sort text not null check (sort in ('representation', 'story', 'data', 'projection')),
  title text not null check (length(title) between 1 and 300),
  purpose text not null default '' check (length(purpose) <= 1000),
  fields jsonb not null default '{}' check (length(fields::text) <= 8000),
  may_go text not null default '' check (length(may_go) <= 500),
  occasion text not null default '' check (length(occasion) <= 200),
  occasion_on date,
  owner_id uuid,
  author_id uuid,
  stands_as uuid,
  version integer not null default 1,
  made_at timestamptz not null default clock_now(),
  primary key (space_id, id), unique (id),
  foreign key (space_id, chapter_id) references chapter (space_id, id),
  foreign key (space_id, stands_as) references artefact (space_id, id)
);
comment on column artefact.stands_as is 'Of a draft: the one in the standing chapter that was made of it. Never the other way, so that what stands tells nothing of its drafts.';
create index artefact_list on artefact (chapter_id, made_at desc, id);
alter table document add column artefact_id uuid;
alter table document no force row level security;
alter table document add foreign key (space_id, artefact_id) references artefact (space_id, id);
alter table document force row level security;
create index document_artefact on document (space_id, artefact_id) where artefact_id is not null;

grant select, insert, update (title, purpose, fields, may_go, occasion, occasion_on, owner_id, stands_as, version) on artefact to :"web";
grant select, update (title, purpose, fields, may_go, occasion, owner_id, author_id) on artefact to :"gate";
-- Words that were taken back go out of what is said of a document too, whoever brought it in: by the role that takes back.
grant select (space_id, id, changed, occasion), update (changed, occasion) on document to :"mover";
create policy mover_blanks on document to :"mover" using (true) with check (true);
alter table artefact enable row level security; alter table artefact force row level security;
create policy readers on artefact to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy own_hand on artefact as restrictive for insert to :"web" with check (author_id is null or author_id = me());
create policy not_in_journals on artefact as restrictive for insert to :"web"
  with check (exists (select from space s where s.id = space_id and s.kind <> 'person'));
create policy gate_all on artefact to :"gate" using (true) with check (true);

-- Words of an earlier chapter come into a later or a standing thing by a crossing only, whichever column they are typed into.
create function library_keeps_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text;
begin
  select string_agg(c.value, E'\n') into said from jsonb_each_text(to_jsonb(new)) c
   where c.key in ('title', 'purpose', 'fields', 'may_go', 'occasion', 'changed', 'source')
      or (c.key = 'text' and to_jsonb(new)->>'artefact_id' is not null);
  if exists (select from evidence e where e.space_id = new.space_id and e.chapter_id = any (my_chapters()) and e.words is not null
      and e.chapter_id <> new.chapter_id and not reads_too(new.chapter_id, e.chapter_id) and repeats(said, e.words)) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  return new;
end $$;

create function blank_in_versions(in_space uuid, said text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update document set changed = left(words_forgotten(changed, said), 1000), occasion = left(words_forgotten(occasion, said), 200)
   where space_id = in_space and (changed <> '' or occasion <> '')
     and words_forgotten(changed || E'\n' || occasion, said) <> changed || E'\n' || occasion;
end $$;
revoke all on function blank_in_versions from public;
grant execute on function words_forgotten, plain_words to :"mover";
grant execute on function blank_in_versions to :"gate";
alter function blank_in_versions owner to :"mover";
-- As before, and out of what the library made of them: of artefacts, and of what is said of a document.
set local role :"gate";
create or replace function library_forget_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); everywhere boolean := cardinality(string_to_array(btrim(plain_words(old.words)), ' ')) >= 6;
  c record;
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contest where space_id = old.space_id and evidence_id = old.id;
  if everywhere then
    for c in select * from (values ('contest', 'words', 2000), ('artefact', 'title', 300), ('artefact', 'purpose', 1000), ('artefact', 'may_go', 500),
        ('artefact', 'occasion', 200)) v (held, col, most) loop
      execute format('update %1$I set %2$I = left(words_forgotten(%2$I, $1), %3$s) where space_id = $2 and words_forgotten(%2$I, $1) <> %2$I', c.held, c.col, c.most)
        using old.words, old.space_id;
    end loop;
    perform blank_in_versions(old.space_id, old.words);
    update artefact a set fields = (select coalesce(jsonb_object_agg(f.key, words_forgotten(f.value, old.words)), '{}') from jsonb_each_text(a.fields) f)
     where a.space_id = old.space_id and exists (select from jsonb_each_text(a.fields) f where words_forgotten(f.value, old.words) <> f.value);
  end if;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create or replace function library_forget_me() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update contest set author_id = null where author_id = me();
  update artefact set author_id = null where author_id = me();
  update artefact set owner_id = null where owner_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;
revoke all on function library_keeps_chapter from public;
alter function library_keeps_chapter owner to :"gate";
set local role :"gate";
grant execute on function library_keeps_chapter to :"owner";
reset role;
create trigger keeps_chapter before insert or update of title, purpose, fields, may_go, occasion on artefact
  for each row when (current_user = :'web') execute function library_keeps_chapter();
create trigger keeps_chapter before insert on document for each row
  when (current_user = :'web' and (new.artefact_id is not null or new.changed <> '' or new.occasion <> '')) execute function library_keeps_chapter();
