-- Words that somebody let go under their name carry it, for readers who do not know them otherwise. Whoever is called otherwise from now on is so
-- there as well: nobody goes on reading a name that its person has given up.
create function name_goes_along() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update evidence e set said_by = new.name where e.speaker_id = new.id and e.attribution = 'named' and e.said_by <> '' and e.words is not null;
  return null;
end $$;
create trigger name_goes_along after update of name on person for each row when (old.name is distinct from new.name) execute function name_goes_along();
revoke all on function name_goes_along() from public;
alter function name_goes_along() owner to :"gate";
