-- First-person words: ciphertext only. The key of each person lives in the key store, never here.

create table entry (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  kind text not null default 'noticed' check (kind in ('noticed', 'did_not_work', 'free')),
  version integer not null default 1, made_at timestamptz not null default clock_now(), came_by text not null default 'page' check (came_by in ('page','link','mail')),
  primary key (space_id, id), unique (id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index entry_list on entry (chapter_id, made_at desc, id);
create table entry_version (
  space_id uuid not null, entry_id uuid not null, chapter_id uuid not null, version integer not null,
  cipher bytea not null, written_at timestamptz not null default clock_now(),
  primary key (space_id, entry_id, version), foreign key (space_id, entry_id) references entry (space_id, id) on delete cascade,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
alter table entry_version alter column cipher set statistics 0;
grant select, insert, delete, update (version, kind) on entry to :"web";
grant select, insert, delete on entry_version to :"web";
alter table entry enable row level security; alter table entry force row level security;
alter table entry_version enable row level security; alter table entry_version force row level security;
create policy readers on entry to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy readers on entry_version to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));

-- A pen can add and nothing else: it has no session of its own kind in a transaction, so it comes through this door.
create function my_journal() returns table (space_id uuid, chapter_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, c.id from space s join chapter c on c.space_id = s.id where s.owner_id = me() order by c.number desc limit 1
$$;
revoke all on function my_journal from public;
grant execute on function my_journal to :"web";
alter function my_journal owner to :"gate";
