-- What is found and what it means for us can be tied to questions, cycles and aims too.
alter table inquiry_link drop constraint inquiry_link_from_kind_check;
alter table inquiry_link add constraint inquiry_link_from_kind_check check (from_kind in
  ('question','evidence','finding','insight','implication','decision','action','outcome','artefact','experiment','cycle'));
