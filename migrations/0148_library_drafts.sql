-- What a room kept is there for those who read one of its versions: whoever joins later cannot tell that there was a draft.
create policy kept on artefact as restrictive for select to :"web" using (kept_key is null
  or exists (select from document d where d.space_id = artefact.space_id and d.artefact_id = artefact.id));
