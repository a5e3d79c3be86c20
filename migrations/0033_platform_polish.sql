-- The pages of a space's documents and insights, newest first, whatever chapters they come from, as evidence_page is.
create index document_page on document (space_id, made_at desc, id);
create index insight_page on insight (space_id, made_at desc, id);

-- Whether a set-up link still opens anything: asked before its form is shown.
create function setup_opens(token bytea) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from installation where setup_hash = token and set_up_at is null) $$;
-- Who may give a post another name, or name somebody outside who holds it: a manager, or whoever made it. Where nobody
-- manages, any member.
create function may_change_seat(which_space uuid, maker uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select i_manage(which_space) or (maker = me() and in_space(which_space)) or unmanaged(which_space) $$;
revoke all on function setup_opens, may_change_seat from public;
grant execute on function setup_opens, may_change_seat to :"web";
alter function setup_opens owner to :"gate";
alter function may_change_seat owner to :"gate";
create policy managers on seat as restrictive for update to :"web" using (may_change_seat(space_id, made_by)) with check (may_change_seat(space_id, made_by));
