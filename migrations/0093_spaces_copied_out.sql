-- Whose name stood under a document in a copy it came with goes when the document is taken out.
create function copied_goes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from copied k where k.space_id = old.space_id and k.id = old.id;
  return old;
end $$;
create trigger copied_goes after delete on document for each row execute function copied_goes();
revoke all on function copied_goes from public;
grant select, delete on copied to :"gate";
create policy gate_all on copied to :"gate" using (true) with check (true);
alter function copied_goes owner to :"gate";
