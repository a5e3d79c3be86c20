-- The door under attack: past fifty wrong codes in a minute it asks for a small piece of work before it looks at another. What
-- is limited is failure and never how many come in, since a hall is one address.

create table door_work (challenge bytea primary key, ends_at timestamptz not null);
comment on table door_work is 'Work that was set and not yet done: used once. It is of nobody.';
create index door_work_ends on door_work (ends_at);
grant select, insert, delete on door_work to :"gate";
alter table door_work enable row level security; alter table door_work force row level security;
create policy gate_all on door_work to :"gate" using (true) with check (true);
create policy nobody on door_work as restrictive to :"web" using (false) with check (false);

create function set_work(challenge bytea) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from door_work w where w.ends_at < clock_now();
  insert into door_work (challenge, ends_at) values (challenge, clock_now() + interval '2 minutes');
$$;
-- Whether this was set and not used yet; it is now.
create function use_work(which bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from door_work w where w.challenge = which and w.ends_at >= clock_now();
  return found;
end $$;
do $$ declare f text; begin
  foreach f in array array['set_work(bytea)', 'use_work(bytea)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
end $$;
