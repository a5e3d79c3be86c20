-- What is put to a presenter is theirs alone once its step is over: whoever asked reads it no longer, and it stands nowhere who
-- that was. With a presenter who is erased it goes. And whoever takes back that it may be kept who spoke is heard at once.
set local role :"gate";
create or replace function end_step(which uuid) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare n integer;
begin
  if not exists (select from activity_step s where s.id = which and i_facilitate(s.space_id)) then raise exception 'not found' using errcode = 'TF404'; end if;
  delete from contribution c where c.step_id = which and c.kept = 'until_step_ends';
  get diagnostics n = row_count;
  delete from contribution_owner o using contribution c where c.id = o.contribution_id and c.step_id = which and c.seen_by = 'presenter' and c.presenter_id is not null;
  return n;
end $$;
create or replace function forget_gatherings() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contribution c where c.author_id = me() or c.presenter_id = me()
     or exists (select from contribution_owner o where o.contribution_id = c.id and o.person_id = me());
  delete from apart_wish w where w.person_id = me() or w.not_with = me();
  update gathering g set convened_by = null where g.convened_by = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
create or replace function drop_speakers(which uuid, keys text[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare a activity; n integer;
begin
  select * into a from activity x where x.id = which;
  if a.id is null or not (i_facilitate(a.space_id) or a.chapter_id = any (my_chapters())) then raise exception 'not found' using errcode = 'TF404'; end if;
  if not exists (select from readers_of(a.chapter_id) p where not exists (select from speaker_yes y where y.activity_id = which and y.person_id = p)) then return 0; end if;
  update contribution c set value = jsonb_set(c.value, '{speaker}', 'null') from activity_step s
   where s.id = c.step_id and s.activity_id = which and s.key = any (keys) and coalesce(c.value -> 'speaker', 'null') <> 'null';
  get diagnostics n = row_count;
  return n;
end $$;
reset role;
grant delete on contribution_owner to :"gate";
