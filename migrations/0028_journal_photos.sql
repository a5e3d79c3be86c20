-- Photos of an entry, and a minute in which a deleted entry can be put back.

alter table entry add column gone_at timestamptz;
comment on column entry.gone_at is 'Deleted by its writer: read by nobody from then on, and destroyed a minute later.';
create index entry_gone on entry (gone_at) where gone_at is not null;
create policy not_gone on entry as restrictive for select to :"web" using (gone_at is null);
create policy not_gone on entry_version as restrictive for select to :"web" using (exists (select from entry e where e.id = entry_id));

create table entry_photo (
  space_id uuid not null, id uuid not null, entry_id uuid not null, chapter_id uuid not null, place smallint not null,
  cipher bytea not null,
  primary key (space_id, id), unique (id),
  foreign key (space_id, entry_id) references entry (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on column entry_photo.cipher is 'Under its owner''s key: the key of the file, what it shows in words, and its size.';
alter table entry_photo alter column cipher set statistics 0;
create index entry_photo_of on entry_photo (entry_id);
grant select, insert, delete, update (cipher) on entry_photo to :"web";
alter table entry_photo enable row level security; alter table entry_photo force row level security;
create policy readers on entry_photo to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy not_gone on entry_photo as restrictive for select to :"web" using (exists (select from entry e where e.id = entry_id));

-- What is gone is seen by nobody, so letting go and putting back come through doors of their own.
grant select, delete, update (gone_at) on entry to :"gate";
create policy gate_lets_go on entry to :"gate" using (true) with check (true);
grant select on entry_photo to :"gate";
create policy gate_reads on entry_photo for select to :"gate" using (true);

create function let_go_of_entry(entry_id uuid) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  update entry set gone_at = clock_now()
   where id = entry_id and gone_at is null and chapter_id = any (my_chapters()) returning chapter_id
$$;
create function put_back_entry(entry_id uuid) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  update entry set gone_at = null
   where id = entry_id and gone_at > clock_now() - interval '60 seconds' and chapter_id = any (my_chapters()) returning chapter_id
$$;
-- Answers the photos that went with them, whose files are still on the disk: their keys went with the rows.
create function destroy_gone_entries() returns setof uuid
  language sql security definer set search_path = public, pg_temp as $$
  with gone as (select e.id from entry e where e.gone_at <= clock_now() - interval '60 seconds'),
  photos as (select p.id from entry_photo p where p.entry_id in (select g.id from gone g)),
  destroyed as (delete from entry e where e.id in (select g.id from gone g))
  select id from photos
$$;
create function forget_my_entries() returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from entry where space_id in (select s.id from space s where s.owner_id = me())
$$;
revoke all on function let_go_of_entry, put_back_entry, destroy_gone_entries, forget_my_entries from public;
grant execute on function let_go_of_entry, put_back_entry, forget_my_entries to :"web";
grant execute on function destroy_gone_entries to :"worker";
alter function let_go_of_entry owner to :"gate";
alter function put_back_entry owner to :"gate";
alter function destroy_gone_entries owner to :"gate";
alter function forget_my_entries owner to :"gate";
