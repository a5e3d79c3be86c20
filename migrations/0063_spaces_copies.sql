-- Copies: what somebody may read of a space, taken along in open formats, and brought into a new space of theirs.

create table space_copy (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  way text not null check (way in ('taken', 'brought_in')),
  of_space text not null default '' check (length(of_space) <= 200), made_on date,
  person_id uuid, on_day date not null default (clock_now())::date, gone_on date,
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table space_copy is 'Who took a copy of what they may read here, or brought one in, and on which day. Every member reads it; no hour, and no count, since each may read something else.';
create index space_copy_person on space_copy (person_id);

create table copied (
  space_id uuid not null references space, id uuid not null, chapter_id uuid not null,
  says jsonb not null,
  primary key (space_id, id), foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table copied is 'What a copy said of a thing that came in with it and cannot be live here: whose name stood under it, and that it had been brought in there. By the id the thing has here.';

grant select on space_copy to :"web";
grant select, insert on copied to :"web";
grant select, insert, update (person_id, gone_on) on space_copy to :"gate";
do $$ declare t text; begin
  foreach t in array array['space_copy', 'copied'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
  end loop;
end $$;
create policy gate_notes on space_copy to :"gate" using (person_id = me()) with check (person_id is null or person_id = me());

-- Notes it in the standing chapter. A closed space lets nothing be written by hand; that somebody took a copy of it is noted all the same.
create function note_copy(of_space uuid, in_way text, named text, made date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  if not in_space(of_space) then raise exception 'not found' using errcode = 'TF404'; end if;
  perform set_config('app.forgetting', 'on', true);
  insert into space_copy (space_id, id, chapter_id, way, of_space, made_on, person_id)
    select c.space_id, gen_random_uuid(), c.id, in_way, left(named, 200), made, me() from chapter c where c.space_id = of_space and c.number = 0;
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
-- Whoever took a copy says that it is deleted: then they are not told any more of what is taken back.
create function copy_gone(which uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true); done integer;
begin
  if by_token() then return false; end if;
  perform set_config('app.forgetting', 'on', true);
  update space_copy set gone_on = (clock_now())::date where id = which and person_id = me() and way = 'taken' and gone_on is null;
  get diagnostics done = row_count;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return done = 1;
end $$;
-- Whoever erases themselves is named in no register either.
create function forget_copies() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update space_copy set person_id = null where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
revoke all on function note_copy, copy_gone, forget_copies from public;
grant execute on function note_copy, copy_gone, forget_copies to :"web";
alter function note_copy owner to :"gate"; alter function copy_gone owner to :"gate"; alter function forget_copies owner to :"gate";
select complete_schema();
