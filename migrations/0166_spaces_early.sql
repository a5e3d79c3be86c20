-- Copies that were brought in before what they bring in was kept apart (0075) lie where everybody reads who comes later. From now on
-- they are kept apart as well: the chapters they came into end, the next one begins, and of which space they were is told to those
-- who read them already. What stands with the space itself (decisions, actions) is read by all, and its page of people says so.
alter table chapter no force row level security; alter table space_copy no force row level security; alter table copied no force row level security;
alter table space_copy add column early boolean not null default false;
comment on column space_copy.early is 'It was brought in before what comes in was kept apart.';
do $$ declare k record; n integer; newest integer; begin
  for k in select s.space_id, s.id from space_copy s join chapter c on c.id = s.chapter_id where s.way = 'brought_in' and c.number = 0 loop
    select max(c.number) into newest from chapter c where c.space_id = k.space_id;
    select coalesce(max(c.number), 1) into n from copied d join chapter c on c.id = d.chapter_id where d.space_id = k.space_id and c.number > 0;
    update chapter c set kept = true where c.space_id = k.space_id and c.number between 1 and n;
    if n = newest then insert into chapter (space_id, number) values (k.space_id, n + 1); end if;
    update space_copy s set early = true, chapter_id = (select c.id from chapter c where c.space_id = k.space_id and c.number = n) where s.id = k.id;
  end loop;
end $$;
alter table chapter force row level security; alter table space_copy force row level security; alter table copied force row level security;
