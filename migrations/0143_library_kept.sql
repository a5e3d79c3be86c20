-- What a room made together and accepted stands in the library of the space it goes to: one artefact for one output of one
-- method, a version for each time, with what stood against it beside the version, and with those who put their names to it.

alter table artefact drop constraint artefact_sort_check, add constraint artefact_sort_check check (sort in ('representation', 'story', 'data', 'projection', 'statement'));
alter table artefact add column kept_key text check (length(kept_key) between 3 and 120);
comment on column artefact.kept_key is 'Of what rooms accept: the key of the method and of its output. Whoever runs it again makes the next version.';
create unique index artefact_kept on artefact (space_id, kept_key) where kept_key is not null;
grant insert, delete, select (kept_key, stands_as, chapter_id, sort) on artefact to :"gate";
grant insert, select (artefact_id, line_id, number) on document to :"gate";
create policy gate_keeps on document for insert to :"gate" with check (true);

-- Where a version came from, and how it was accepted. A draft is a version that stands in a dated chapter.
create table version_from (
  space_id uuid not null references space on delete cascade, document_id uuid not null, chapter_id uuid not null, artefact_id uuid not null,
  gathering_id uuid not null, crossing_id uuid not null, method_key text not null check (length(method_key) <= 60),
  method text not null check (length(method) <= 80), step text not null check (length(step) <= 80), gathering text not null check (length(gathering) <= 200),
  held_on date not null, told jsonb, against text not null check (against in ('none', 'some', 'untold')), shape jsonb,
  primary key (space_id, document_id), unique (crossing_id),
  foreign key (space_id, document_id) references document (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
comment on column version_from.told is 'How many agreed, as disclosure lets it out; null where fewer than five answered.';
comment on column version_from.against is 'Whether somebody said not yet. untold: nobody was named, and no number says it.';
comment on column version_from.shape is 'Of a map: each thing with its place, for the picture. The same stands in words in its document.';
create index version_from_gathering on version_from (gathering_id);
-- Words from the acceptance that their author let go: evidence like any other, and shown beside the version it was about.
create table version_beside (
  space_id uuid not null references space on delete cascade, evidence_id uuid not null, chapter_id uuid not null, document_id uuid not null,
  against boolean not null, primary key (space_id, evidence_id),
  foreign key (space_id, document_id) references version_from (space_id, document_id) on delete cascade,
  foreign key (space_id, evidence_id) references evidence (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
create index version_beside_of on version_beside (space_id, document_id);
-- Who says that they made a version, and who signed it: each for themselves. A newer version has neither.
create table version_hand (
  space_id uuid not null references space on delete cascade, document_id uuid not null, person_id uuid not null references person on delete cascade,
  chapter_id uuid not null, name text not null check (length(name) between 1 and 160), signed_on date, primary key (space_id, document_id, person_id),
  foreign key (space_id, document_id) references document (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
create index version_hand_person on version_hand (person_id);

grant select on version_from, version_beside, version_hand to :"web";
grant select, insert, delete on version_from, version_beside, version_hand to :"gate";
grant update (signed_on) on version_hand to :"gate";
do $$ declare t text; begin
  foreach t in array array['version_from', 'version_beside', 'version_hand'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
    execute format('create policy gate_all on %I to %I using (true) with check (true)', t, :'gate');
  end loop;
end $$;

-- A version that was kept goes out of the library with its words, its excerpts and all beside it; the artefact with its last one.
create function drop_kept(of_space uuid, which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; e record; was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  select k.id, k.chapter_id, k.kind, k.artefact_id into d from document k where k.space_id = of_space and k.id = which for update;
  if d.id is null then return; end if;
  for e in select v.id, v.chapter_id, v.words is not null as said from evidence v where v.space_id = of_space and v.document_id = which order by v.id for update loop
    update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', said_by = '', speaker_id = null,
           dated = null, n = null, document_id = null, starts = null, ends = null
     where space_id = of_space and id = e.id;
    if e.said then perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now())); end if;
  end loop;
  update document k set line_id = null where k.space_id = of_space and k.line_id = which;
  delete from document k where k.space_id = of_space and k.id = which;
  insert into document_gone (space_id, id, chapter_id, kind, month, by_bringer)
    select of_space, which, d.chapter_id, d.kind, date_trunc('month', clock_now() at time zone s.zone)::date, true from space s where s.id = of_space;
  delete from artefact a where a.space_id = of_space and a.id = d.artefact_id and not exists (select from document k where k.space_id = of_space and k.artefact_id = a.id);
  perform append_event(d.chapter_id, 'document.taken_out', which, null, date_trunc('day', clock_now()));
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;

-- Puts my name to a version, or takes it off; signs it, or takes that back. Of what a room kept, those who were in it may.
create function put_hand(which uuid, named boolean, signs boolean) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare d record;
begin
  select k.space_id, k.id, k.chapter_id into d from document k where k.id = which and not by_token() and may_put_hand(k.space_id, k.id, k.chapter_id);
  if d.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from version_hand h where h.space_id = d.space_id and h.document_id = d.id and h.person_id = me() and not named;
  if not named then return; end if;
  insert into version_hand (space_id, document_id, person_id, chapter_id, name, signed_on)
    select d.space_id, d.id, p.id, d.chapter_id, p.name, case when signs then (clock_now())::date end from person p where p.id = me()
    on conflict (space_id, document_id, person_id) do update set signed_on = case when signs then coalesce(version_hand.signed_on, excluded.signed_on) end;
end $$;
-- Rooms say in 0144 who was in one; of any other version, whoever reads it may say that they made it.
create function may_put_hand(in_space uuid, which uuid, in_chapter uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select in_chapter = any (my_chapters()) and not exists (select from version_from f where f.space_id = in_space and f.document_id = which)
$$;

set local role :"gate";
create or replace function library_forget_me() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update contest set author_id = null where author_id = me();
  update artefact set author_id = null where author_id = me();
  update artefact set owner_id = null where owner_id = me();
  delete from version_hand where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;

do $$ declare f text; begin
  foreach f in array array['drop_kept(uuid, uuid)', 'put_hand(uuid, boolean, boolean)', 'may_put_hand(uuid, uuid, uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
set local role :"gate";
grant execute on function drop_kept to :"mover";
grant execute on function put_hand, may_put_hand to :"web";
reset role;
