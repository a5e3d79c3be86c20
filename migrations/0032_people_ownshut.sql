-- A photo belongs to an entry: a session that has shown nothing only its owner holds neither adds, changes nor empties any.
create policy shut on entry_photo as restrictive to :"web" using (not journal_shut()) with check (not journal_shut());
-- Where somebody's words went is their own, and not a program's.
create policy not_by_token on release as restrictive to :"web" using (not by_token()) with check (not by_token());
