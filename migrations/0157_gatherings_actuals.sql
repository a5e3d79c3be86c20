-- What was guessed, as it is: put in by whoever runs it, before the reveal or after, and told with the guesses. One that is
-- changed once it was told says what it said before.

create table step_actual (
  space_id uuid not null, step_id uuid not null, chapter_id uuid not null, question text not null check (length(question) <= 40),
  value double precision not null, said_before double precision, shown boolean not null default false,
  primary key (space_id, step_id, question), foreign key (space_id, step_id) references activity_step (space_id, id),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
grant select, insert, update (value, said_before, shown), delete on step_actual to :"web";
alter table step_actual enable row level security; alter table step_actual force row level security;
create policy readers on step_actual to :"web" using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]));
create policy once_shown on step_actual as restrictive for select to :"web" using (shown or i_facilitate(space_id));
create policy run_add on step_actual as restrictive for insert to :"web" with check (i_facilitate(space_id));
create policy run_change on step_actual as restrictive for update to :"web" using (i_facilitate(space_id)) with check (i_facilitate(space_id));
create policy run_away on step_actual as restrictive for delete to :"web" using (i_facilitate(space_id));
