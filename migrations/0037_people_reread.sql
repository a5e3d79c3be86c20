-- What a hostile reading of 0024 to 0029 found: what a session that proved nothing could still do to a journal.

create policy shut on mail_address as restrictive to :"web" using (not journal_shut()) with check (not journal_shut());

set local role :"gate";
create or replace function let_go_of_entry(entry_id uuid) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  update entry set gone_at = clock_now()
   where id = entry_id and gone_at is null and chapter_id = any (my_chapters()) and not journal_shut() returning chapter_id
$$;
create or replace function put_back_entry(entry_id uuid) returns uuid
  language sql security definer set search_path = public, pg_temp as $$
  update entry set gone_at = null
   where id = entry_id and gone_at > clock_now() - interval '60 seconds' and chapter_id = any (my_chapters()) and not journal_shut()
  returning chapter_id
$$;
-- Vouching opens somebody's ways in, so whoever vouches has shown more than a mailbox.
create or replace function vouch_for(which uuid, code bytea) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r recovery_request; first uuid; firsts uuid[]; mine uuid[];
begin
  select * into r from recovery_request x where x.id = which for update;
  if r.id is null or by_token() or journal_shut() or r.cancelled_at is not null or r.done_at is not null or r.ready_at is not null or r.ends_at <= clock_now()
     or r.tries >= 10 or not exists (select from witness_of(which, me()))
     or exists (select from recovery_vouch v where v.request_id = which and v.person_id = me())
    then raise exception 'not found' using errcode = 'TF404'; end if;
  if r.code_hash <> code then
    update recovery_request set tries = tries + 1 where id = which;
    return 'code';
  end if;
  select v.person_id into first from recovery_vouch v where v.request_id = which;
  if first is not null then
    if not exists (select from unnest(array[first, me()]) as v (id), witness_of(which, v.id) m where m.class not in ('funder', 'public_body'))
      then return 'payers'; end if;
    select coalesce(array_agg(m.organisation_id), '{}') into firsts from witness_of(which, first) m where m.organisation_id is not null;
    select coalesce(array_agg(m.organisation_id), '{}') into mine from witness_of(which, me()) m where m.organisation_id is not null;
    if firsts && mine and exists (
         select from membership a join membership o on o.space_id = a.space_id
          where a.person_id = r.person_id and o.person_id not in (r.person_id, first, me())
            and exists (select from witness_of(which, o.person_id))
            and not exists (select from witness_of(which, o.person_id) w where w.organisation_id = any (firsts)))
      then return 'organisation'; end if;
  end if;
  insert into recovery_vouch (request_id, person_id) values (which, me());
  if first is not null then update recovery_request set ready_at = clock_now() + interval '24 hours' where id = which; end if;
  return 'ok';
end $$;
reset role;
