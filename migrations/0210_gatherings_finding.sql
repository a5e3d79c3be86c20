-- A finding that waits to be made sense of can be put on the run sheet. Only that it is: its words stay where they are read, under the
-- policies there, since whoever comes into a room need not be of the space that called it.

alter table agenda_item add column finding_id uuid;
comment on column agenda_item.finding_id is 'The finding that is made sense of here. It may be gone, and is read by whoever reads it in its own space.';
