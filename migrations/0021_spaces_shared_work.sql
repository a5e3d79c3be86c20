-- Posts held from inside, which organisation carries what, who works with whom, and what somebody hands over.

create table seat_holder (
  seat_id uuid not null references seat,
  membership_id uuid not null references membership,
  space_id uuid not null,
  chapter_id uuid not null,
  since timestamptz not null default clock_now(),
  until timestamptz,
  primary key (seat_id, membership_id, since),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index seat_holder_membership on seat_holder (membership_id);
comment on table seat_holder is 'A post is held by one, or by two who share it: one inbox for both, and journals of their own.';

create table shared_load (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  thread uuid not null,
  carries text not null check (carries in ('hosting','facilitation','administration','money','evaluation','communication','venue','other')),
  organisation_id uuid not null references organisation,
  from_day date not null,
  until date check (until >= from_day),
  with_what text not null default '' check (length(with_what) <= 500),
  said_by uuid not null,
  said_at timestamptz not null default clock_now(),
  replaced_at timestamptz,
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index shared_load_space on shared_load (chapter_id);
comment on table shared_load is 'What was said is never changed: saying it anew is a new row of the same thread, and the earlier one stays.';

create table working_tie (
  id uuid primary key,
  space_id uuid not null references space,
  chapter_id uuid not null,
  one_membership uuid references membership, one_organisation uuid references organisation,
  one_as text not null check (one_as in ('practitioner','consultant','academic')),
  other_membership uuid references membership, other_organisation uuid references organisation,
  other_as text not null check (other_as in ('practitioner','consultant','academic')),
  client text not null default '' check (length(client) <= 300),
  pace text not null default '' check (length(pace) <= 300),
  outputs text not null default '' check (length(outputs) <= 500),
  said_by uuid not null,
  said_at timestamptz not null default clock_now(),
  replaced_at timestamptz,
  check (num_nonnulls(one_membership, one_organisation) = 1 and num_nonnulls(other_membership, other_organisation) = 1),
  check (one_membership is distinct from other_membership or one_membership is null),
  check (one_organisation is distinct from other_organisation or one_organisation is null),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
create index working_tie_space on working_tie (chapter_id);

create table handover_note (
  membership_id uuid primary key references membership,
  space_id uuid not null references space,
  chapter_id uuid not null,
  under_way text not null default '' check (length(under_way) <= 4000),
  who_knows text not null default '' check (length(who_knows) <= 4000),
  version integer not null default 1,
  written_at timestamptz not null default clock_now(),
  foreign key (space_id, chapter_id) references chapter (space_id, id)
);
comment on table handover_note is 'In the leaver''s own words, for everybody in the space; nobody else writes it.';

grant select on seat_holder to :"web";
grant select, insert, update (replaced_at) on shared_load, working_tie to :"web";
grant select, insert, update (under_way, who_knows, version, written_at) on handover_note to :"web";
grant select, insert, update (until) on seat_holder to :"gate";
grant update (holder) on seat to :"gate";
do $$ declare t text; begin
  foreach t in array array['seat_holder', 'shared_load', 'working_tie', 'handover_note'] loop
    execute format('alter table %I enable row level security', t); execute format('alter table %I force row level security', t);
  end loop;
  foreach t in array array['shared_load', 'working_tie', 'handover_note'] loop
    execute format('create policy readers on %I to %I using (chapter_id = any ((select my_chapters())::uuid[])) with check (chapter_id = any ((select my_chapters())::uuid[]))', t, :'web');
  end loop;
  foreach t in array array['shared_load', 'working_tie'] loop
    execute format('create policy by_name on %I as restrictive for insert to %I with check (said_by = me() and replaced_at is null)', t, :'web');
  end loop;
end $$;
create policy readers on seat_holder for select to :"web" using (chapter_id = any ((select my_chapters())::uuid[]));
create policy gate_all on seat_holder to :"gate" using (true) with check (true);
create policy gate_names on seat for update to :"gate" using (true) with check (true);
create policy own_words on handover_note as restrictive for insert to :"web"
  with check (membership_id in (select m.id from membership m where m.person_id = me()));
create policy own_words_again on handover_note as restrictive for update to :"web"
  using (membership_id in (select m.id from membership m where m.person_id = me()));

-- Who holds a post from inside now.
create function holders_of(which uuid) returns setof membership language sql stable security definer set search_path = public, pg_temp as $$
  select m.* from seat_holder h join membership m on m.id = h.membership_id
   where h.seat_id = which and h.until is null and in_force(m) order by m.id $$;
create function i_hold(which uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from holders_of(which) m where m.person_id = me()) $$;
create function name_holders(which uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  update seat set holder = left(coalesce((select string_agg(p.name, ' and ' order by p.name) from holders_of(which) m join person p on p.id = m.person_id), ''), 160)
   where id = which $$;
create function hold_seat(which uuid, by_whom uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare s seat; t record;
begin
  select * into s from seat x where x.id = which and may_give(x.space_id);
  if s.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  perform pg_advisory_xact_lock(hashtextextended('seat ' || which::text, 0));
  if cardinality(by_whom) > 2 or exists (select from unnest(by_whom) w where not exists (
       select from membership m where m.id = w and m.space_id = s.space_id and in_force(m)))
    then raise exception 'not found' using errcode = 'TF404'; end if;
  update seat_holder set until = clock_now() where seat_id = which and until is null and membership_id <> all (by_whom);
  insert into seat_holder (seat_id, membership_id, space_id, chapter_id)
    select which, w, s.space_id, s.chapter_id from (select distinct unnest(by_whom) as w) x
     where not exists (select from seat_holder h where h.seat_id = which and h.membership_id = x.w and h.until is null);
  perform name_holders(which);
  perform append_event(s.chapter_id, 'seat.held', which, me(), clock_now());
end $$;

-- What was sent to a post, as its holders read it: what was let out, and nothing round it. The same for both who share it.
create function seat_letters(which uuid) returns table (id uuid, sent_at timestamptz, let_out text, note text, answer text, answer_words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.sent_at, r.let_out, r.note, a.answer, a.words
    from receiver r left join lateral (
      select k.answer, k.words from acknowledgement k where k.receiver_id = r.id order by k.at desc limit 1) a on true
   where r.seat_id = which and i_hold(which) order by r.sent_at desc, r.id
$$;
create function my_letters() returns table (id uuid, title text, space_id uuid) language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, s.title, s.space_id from receiver r join seat s on s.id = r.seat_id
   where i_hold(s.id) and s.space_id = any (my_spaces()) and not exists (select from acknowledgement k where k.receiver_id = r.id)
$$;
create function seat_reply(which uuid, said text, in_words text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare r receiver;
begin
  select * into r from receiver x where x.id = which and i_hold(x.seat_id);
  if r.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  insert into acknowledgement (space_id, chapter_id, receiver_id, answer, words) values (r.space_id, r.chapter_id, r.id, said, in_words);
  perform append_event(r.chapter_id, 'receiver.answered', r.id, null, clock_now());
end $$;

revoke all on function holders_of, i_hold, name_holders, hold_seat, seat_letters, my_letters, seat_reply from public;
grant execute on function i_hold, hold_seat, seat_letters, my_letters, seat_reply to :"web";
do $$ declare f text; begin
  foreach f in array array['holders_of', 'i_hold', 'name_holders', 'hold_seat', 'seat_letters', 'my_letters', 'seat_reply'] loop
    execute format('alter function %I owner to %I', f, :'gate');
  end loop;
end $$;

-- Two who share a job share its posts: whoever joins it joins what the other holds. Whoever leaves lets go of theirs.
create function carry_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare h record;
begin
  -- In a closed space nothing changes hands any more; leaving it still works.
  if exists (select from space s where s.id = new.space_id and s.closed_at is not null) then return null; end if;
  if new.shares_with is not null and old.shares_with is null then
    for h in select * from seat_holder x where x.membership_id = new.shares_with and x.until is null
               and (select count(*) from holders_of(x.seat_id)) = 1 loop
      if not exists (select from seat_holder x where x.seat_id = h.seat_id and x.membership_id = new.id and x.until is null) then
        insert into seat_holder (seat_id, membership_id, space_id, chapter_id) values (h.seat_id, new.id, h.space_id, h.chapter_id);
        perform name_holders(h.seat_id);
      end if;
    end loop;
  end if;
  if new.ends_at is not null and new.ends_at <= clock_now() and old.ends_at is distinct from new.ends_at then
    for h in update seat_holder set until = clock_now() where membership_id = new.id and until is null returning seat_id loop
      perform name_holders(h.seat_id);
    end loop;
  end if;
  return null;
end $$;
create trigger carry_seats after update of shares_with, ends_at on membership for each row execute function carry_seats();
revoke all on function carry_seats from public;
alter function carry_seats owner to :"gate";

-- Whoever reads a register reads the names in it.
create policy named on organisation for select to :"web" using (
  id in (select l.organisation_id from shared_load l)
  or id in (select t.one_organisation from working_tie t) or id in (select t.other_organisation from working_tie t));
