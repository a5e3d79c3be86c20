-- What may be mine stays in sight of whoever has left, but only what went, and while it is there: whether something was
-- still answered, or stayed, or was taken back by somebody else after I left, is told inside and not to me.
create function went_by_my_yes() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(c.id), '{}')
    from consent k
    join crossing c on c.id = k.crossing_id
    join crossing_outcome o on o.crossing_id = c.id
   where k.person_id = me() and k.answer = 'goes' and o.outcome = 'went' and c.words is not null
$$;
revoke all on function went_by_my_yes() from public;
grant execute on function went_by_my_yes() to :"web";
alter function went_by_my_yes() owner to :"gate";

drop policy may_be_spoke on crossing;
create policy may_be_spoke on crossing for select to :"web"
  using (to_seat is null and source_kind = 'evidence' and speaker_id is null
    and id = any ((select went_by_my_yes())::uuid[]));
