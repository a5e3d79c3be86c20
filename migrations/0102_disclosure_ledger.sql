-- Every number that was ever told of what people answered without their name: told once, and the same for ever after.
create table disclosed (
  space_id uuid not null references space on delete cascade, id uuid not null default gen_random_uuid(), chapter_id uuid not null,
  about uuid not null, numbers jsonb not null, on_day date not null default (clock_now())::date,
  primary key (space_id, id), unique (space_id, about),
  foreign key (space_id, chapter_id) references chapter (space_id, id) on delete cascade
);
create index disclosed_chapter on disclosed (chapter_id);
comment on table disclosed is 'The ledger of what was released: bands of counts, as they were told. What they were made from is not here.';
grant select on disclosed to :"web";
grant select, insert on disclosed to :"gate";
alter table disclosed enable row level security; alter table disclosed force row level security;
create policy readers on disclosed for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on disclosed to :"gate" using (true) with check (true);

-- The first that is told of something is what is told of it: whatever comes later is answered with that.
create function note_released(in_space uuid, in_chapter uuid, what uuid, told jsonb) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (session_user = :'worker' or in_chapter = any (my_chapters())) or not exists (select from chapter c where c.id = in_chapter and c.space_id = in_space) then
    raise exception 'not found' using errcode = 'TF404'; end if;
  insert into disclosed (space_id, chapter_id, about, numbers) values (in_space, in_chapter, what, told) on conflict (space_id, about) do nothing;
  -- Told in another chapter of the space, it is told there, and nothing is told here.
  return (select d.numbers from disclosed d where d.space_id = in_space and d.about = what and d.chapter_id = in_chapter);
end $$;
revoke all on function note_released from public;
grant execute on function note_released to :"web", :"worker";
alter function note_released owner to :"gate";
select complete_schema();
