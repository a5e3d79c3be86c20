-- A body is on a map by its whole name: as something there is called, or as a part of that which stands by itself (“Riverside Trust, housing”).
-- A name of two telling words or more is found within a longer one, too. A name of one word, or of none that tells anything, is not: whoever
-- renames a body “of” or “community” puts nobody out of any group.
--
-- What a body was called before is read by that comparison and by nobody else: each name once, twenty of them at most, and gone with
-- whoever made the body here when they are erased.
create table organisation_name (
  organisation_id uuid not null references organisation(id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  primary key (organisation_id, name)
);
comment on table organisation_name is 'What a body was called before. Read by the functions that keep a map from those who are on it, and by nobody.';
grant select, insert, delete on organisation_name to :"gate";
alter table organisation_name enable row level security;
create policy gate_all on organisation_name to :"gate" using (true) with check (true);
create policy nobody on organisation_name as restrictive to :"web" using (false) with check (false);

-- touches: organisation
alter table organisation no force row level security;
insert into organisation_name (organisation_id, name)
  select k.id, k.name from (select o.id, n.name, row_number() over (partition by o.id order by max(n.at) desc) as place
      from organisation o cross join lateral unnest(o.former_names) with ordinality n (name, at)
     where plain_words(n.name) <> plain_words(o.name) group by o.id, n.name) k where k.place <= 20;
alter table organisation force row level security;
alter table organisation_name force row level security;

drop trigger keep_former_name on organisation;
drop function keep_former_name();

set local role :"gate";
-- What somebody may mean who says this name: without what stands in brackets, or that alone; without “the” and without “Ltd”.
create function names_of(called text) returns setof text language sql stable set search_path = public, pg_temp as $$
  select distinct n from (values (called), (regexp_replace(called, '\s*\([^)]*\)', '', 'g')), (substring(called from '\(([^)]+)\)'))) v (s)
    cross join lateral (select regexp_replace(regexp_replace(btrim(plain_words(v.s)), '^the ', ''), ' (ltd|limited|cic|plc|cio|llp|inc)$', '')) p (n) where n <> ''
$$;
create or replace function bodies_in(in_words text) returns uuid[] language sql stable set search_path = public, pg_temp as $$
  with lines as (select l from regexp_split_to_table(coalesce(in_words, ''), E'\n') l),
    said as (select n from lines cross join lateral (select lines.l union all
        select regexp_split_to_table(lines.l, '\s*[,;:/&|·–—]\s*|\s+(?:-|and|at|from|of|for|in|with)\s+', 'i')) p (s) cross join lateral names_of(p.s) n),
    bodies as (select id, name from organisation union all select organisation_id, name from organisation_name)
  select coalesce(array_agg(distinct o.id), '{}') from bodies o cross join lateral names_of(o.name) n
   where n in (select s.n from said s)
      or (cardinality(tsvector_to_array(to_tsvector('english', n))) >= 2 and exists (select from lines where position(' ' || n || ' ' in plain_words(lines.l)) > 0))
$$;
create function keep_former_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from organisation_name n where n.organisation_id = new.id and plain_words(n.name) = plain_words(old.name)) then return null; end if;
  if (select count(*) from organisation_name n where n.organisation_id = new.id) >= 20 then raise exception 'refused' using errcode = 'TF003'; end if;
  insert into organisation_name (organisation_id, name) values (new.id, old.name);
  return null;
end $$;
revoke all on function names_of, keep_former_name from public;
grant execute on function keep_former_name to :"owner";
create or replace function forget_traces() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare own uuid := (select s.id from space s where s.owner_id = me()); was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update invitation set name = 'Somebody', email = 'forgotten', reason = '' where accepted_by = me() or invited_by = me();
  delete from organisation_name n using organisation o where o.id = n.organisation_id and o.made_by = me();
  delete from evidence where space_id = own;
  delete from document where space_id = own;
  delete from file where space_id = own;
  delete from event where space_id = own;
  delete from attempt where person_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;

-- Kept before the groups are looked at, which happens after the change as well: triggers of one moment run by their names.
create trigger keep_former_name after update of name on organisation for each row
  when (old.name is distinct from new.name) execute function keep_former_name();
alter table organisation drop column former_names;
