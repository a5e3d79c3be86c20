-- A "stays" blanks the proposed words at once, whoever said it: also somebody of the group who neither said the words
-- nor asked. They may blank them and nothing else; mover may update no other column.
create policy mover_blanks on crossing for update to :"mover"
  using (id in (select c.crossing_id from consent c where c.person_id = me())) with check (words is null);
