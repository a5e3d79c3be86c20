-- A document is taken out of a space: its text, its file, what it is found by, and the words of every excerpt of it. What stays is
-- that a document of its kind was here, and the month in which it went.
create table document_gone (
  space_id uuid not null references space on delete cascade,
  id uuid not null,
  chapter_id uuid not null,
  kind text not null,
  month date not null check (extract(day from month) = 1),
  by_bringer boolean not null,
  primary key (space_id, id), unique (id),
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
comment on column document_gone.by_bringer is 'Whoever brought it in took it out; otherwise somebody who looks after the space. Nobody is named.';
create index document_gone_chapter on document_gone (chapter_id, month desc, id);
grant select on document_gone to :"web";
grant select, insert on document_gone to :"gate";
alter table document_gone enable row level security; alter table document_gone force row level security;
create policy readers on document_gone for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on document_gone to :"gate" using (true) with check (true);

-- Whoever brought it in; whom the space lets besides; and where whoever brought it in is not in it any more, its managers.
create function may_take_out(of_space uuid, author uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select not by_token() and (author = me() or exists (
    select from membership m where m.space_id = of_space and m.person_id = me() and in_force(m) and (
      ('manager' = any (m.roles) and (coalesce(rule_now(of_space, 'documents_out'), '"bringer"') <> '"bringer"'
        or not exists (select from membership a where a.space_id = of_space and a.person_id = author and in_force(a))))
      or ('facilitator' = any (m.roles) and rule_now(of_space, 'documents_out') = '"facilitators"'))))
$$;

-- The newest of a line of versions may point to one that goes: then the oldest of those that stay begins the line.
create function document_goes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare next_one uuid;
begin
  -- Nothing follows where the whole space goes.
  if not exists (select from space s where s.id = old.space_id) then return old; end if;
  select d.id into next_one from document d where d.space_id = old.space_id and d.line_id = old.id order by d.number, d.id limit 1;
  update document d set line_id = nullif(next_one, d.id) where d.space_id = old.space_id and d.line_id = old.id;
  return old;
end $$;
create trigger goes before delete on document for each row execute function document_goes();

create function take_out_document(of_space uuid, which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare d record; e record; x record; its_file uuid;
begin
  select k.id, k.chapter_id, k.kind, k.file_id, k.author_id into d from document k
   where k.space_id = of_space and k.id = which and k.chapter_id = any (my_chapters()) for update;
  if d.id is null or not may_take_out(of_space, d.author_id) then raise exception 'not found' using errcode = 'TF404'; end if;
  -- Words of it that somebody asked to let go elsewhere, and that have not gone, stay; and are kept nowhere.
  for x in select c.id from crossing c join evidence v on v.space_id = of_space and v.document_id = which and c.source_kind = 'evidence' and c.source_id = v.id
      where not exists (select from crossing_outcome o where o.crossing_id = c.id) order by c.id loop
    perform pg_advisory_xact_lock(hashtextextended('crossing ' || x.id::text, 0));
    insert into crossing_outcome (crossing_id, outcome) values (x.id, 'stays') on conflict do nothing;
    update crossing c set words = null, purpose = '' where c.id = x.id and exists (select from crossing_outcome o where o.crossing_id = x.id and o.outcome = 'stays');
  end loop;
  for e in select v.id, v.chapter_id, v.words is not null as said from evidence v where v.space_id = of_space and v.document_id = which order by v.id for update loop
    update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', said_by = '', speaker_id = null,
           dated = null, n = null, document_id = null, starts = null, ends = null
     where space_id = of_space and id = e.id;
    if e.said then perform append_event(e.chapter_id, 'evidence.taken_back', e.id, null, date_trunc('day', clock_now())); end if;
  end loop;
  delete from document k where k.space_id = of_space and k.id = which;
  delete from file f where f.id = d.file_id and not exists (select from document k where k.file_id = f.id) returning f.id into its_file;
  insert into document_gone (space_id, id, chapter_id, kind, month, by_bringer)
    select of_space, which, d.chapter_id, d.kind, date_trunc('month', clock_now() at time zone s.zone)::date, d.author_id is not distinct from me() from space s where s.id = of_space;
  perform append_event(d.chapter_id, 'document.taken_out', which, case when d.author_id is distinct from me() then me() end, date_trunc('day', clock_now()));
  return its_file;
end $$;
revoke all on function may_take_out, document_goes, take_out_document from public;
grant execute on function may_take_out, take_out_document to :"web";
grant select (space_id, id, chapter_id, kind, file_id, author_id, line_id, number), update (line_id) on document to :"gate";
grant update (said_by, document_id, starts, ends) on evidence to :"gate";
create policy gate_lines on document for update to :"gate" using (true) with check (true);
alter function may_take_out owner to :"gate"; alter function document_goes owner to :"gate"; alter function take_out_document owner to :"gate";
select complete_schema();
-- An older backup, restored, tells in which month it went.
create trigger told after insert on document_gone for each row when (pg_trigger_depth() = 0) execute function note_narrowing();
