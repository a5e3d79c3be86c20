-- Which of the lines that are being put in are there already. Two that carry the same line wait for each other, and the second finds
-- it: so what is there is looked at after the wait, by a statement of its own. (Asking the insert itself to pass over what is there
-- would hold the row to what its writer reads, and a line that goes to a presenter is not theirs to read yet.)
create function lines_in(lines uuid[]) returns setof uuid language plpgsql volatile set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(lines[1]::text, 2));
  return query select c.id from contribution c where c.id = any (lines);
end $$;
revoke all on function lines_in from public;
grant execute on function lines_in to :"web";
-- How many somebody has in a step is asked for each line, and was found by reading everybody's.
create index contribution_own on contribution (step_id, author_id) where author_id is not null;
