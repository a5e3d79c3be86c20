-- Who a name stands for, of what is shown to everybody in the chapter that is being told of: the frames of a room hold what its
-- readers see, so that two thousand screens need not ask for every line.
create function told_names(which uuid[]) returns table (id uuid, name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, p.name from contribution c join person p on p.id = c.author_id
   where c.id = any (which) and c.chapter_id = nullif(current_setting('app.chapter', true), '')::uuid
     and c.shown and c.seen_by in ('room', 'pair', 'table') and c.attribution = 'named'
$$;
revoke all on function told_names from public;
grant execute on function told_names to :"live";
alter function told_names owner to :"gate";
