-- What I said I need comes back to me with my invitation, so that a changed answer does not lose it.
set local role :"gate";
create or replace function my_invitations() returns setof jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) || jsonb_build_object('needs', coalesce((select a.words from access_need a where a.invitee_id = i.id), ''))
    from invitee i cross join lateral call_told(i.id) t where i.person_id = me() and i.withdrawn_on is null and not by_token()
$$;
create or replace function told_by_key(hash bytea) returns jsonb language sql stable security definer set search_path = public, pg_temp as $$
  select to_jsonb(t) || jsonb_build_object('needs', coalesce((select a.words from access_need a where a.invitee_id = t.invitee), ''))
    from call_told(invitee_by_key(hash)) t
$$;
reset role;
