-- What was written a moment ago stood in a list beside each index of words, and every search read that list from its
-- beginning to its end: the more was written, the slower was found. Now it goes into the index itself.
do $$
declare
  search regclass;
begin
  for search in
    select i.indexrelid::regclass
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
     where a.amname = 'gin' and c.relnamespace = 'public'::regnamespace
  loop
    execute format('alter index %s set (fastupdate = off)', search);
  end loop;
end $$;
