-- What each night has done: counts by table and no words. Nobody but the owner reads or writes it.
create table night (
  on_day date primary key,
  counts jsonb not null default '{}'
);
comment on table night is 'counts: how often rows of each table had been changed or deleted when it was last written anew.';
