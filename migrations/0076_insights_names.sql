-- Whoever takes another name is told under it where theirs was kept beside them: the former one stands nowhere for others to read.
create function carry_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  update handing set by_name = left(new.name, 160) where author_id = new.id and by_name <> '';
  update handing set to_name = left(new.name, 160) where to_id = new.id;
  update action set accountable = left(new.name, 160) where accountable_id = new.id;
  perform set_config('app.forgetting', coalesce(was, ''), true);
  return null;
end $$;
create trigger carry_name after update of name on person for each row when (old.name is distinct from new.name) execute function carry_name();
revoke all on function carry_name from public;
alter function carry_name owner to :"gate";

-- The name that stands in place of somebody's who erased themselves is noted wherever it was put, and not with the person alone:
-- an older backup, restored, would hold theirs beside what they handed on.
set local role :"gate";
create or replace function note_narrowing() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare was jsonb := to_jsonb(old); isnow jsonb; keyed jsonb; lost jsonb;
begin
  select jsonb_object_agg(a.attname, coalesce(was, to_jsonb(new)) -> a.attname) into keyed
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
   where i.indrelid = tg_relid and i.indisprimary;
  if tg_op = 'DELETE' then
    insert into narrowing (relation, key, sort) values (tg_table_name, keyed, 'gone');
  elsif tg_op = 'INSERT' then
    insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'added', to_jsonb(new));
  else
    isnow := to_jsonb(new);
    select jsonb_object_agg(k, isnow -> k) into lost from jsonb_object_keys(was) k
     where was -> k is distinct from isnow -> k
       and (isnow -> k in ('null', '""', '[]', '"Somebody who has left"')
         or k in ('ends_at', 'closed_at', 'gone_at', 'withdrawn_at')
         or (tg_table_name = 'person' and current_setting('app.forgetting', true) = 'on' and k <> 'id'));
    if lost is not null then
      insert into narrowing (relation, key, sort, becomes) values (tg_table_name, keyed, 'set', lost);
    end if;
  end if;
  return null;
end $$;
reset role;
select complete_schema();
