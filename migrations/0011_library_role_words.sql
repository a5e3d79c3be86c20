-- Words of somebody who is told by their role only ("a ward sister"): the role stands beside the words, and no name.
alter table evidence add column said_by text not null default '' check (length(said_by) <= 160);
