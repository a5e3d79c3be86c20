-- The harvest: what may leave a room. Each says it for what is theirs; what goes, crosses, and lands in the library of the
-- space that called. What nobody is named in was chosen while it was written, and goes at the close.

alter table crossing drop constraint crossing_source_kind_check, add constraint crossing_source_kind_check check (source_kind in ('entry', 'evidence', 'insight', 'contribution'));
alter table crossing alter column proposed_by drop not null, add column not_before date,
  add column provenance text not null default '' check (length(provenance) <= 200), add column said_on date;
comment on column crossing.proposed_by is 'Null only for a line from a room that nobody is named in: it goes because that was chosen while it was written.';
comment on column crossing.not_before is 'What goes without a name goes with the next day, together with the others: its hour would tell whose it is.';
comment on column crossing.provenance is 'Told beside the words where they land, and to everybody who is asked: the method, its step and the gathering.';
create index crossing_not_before on crossing (not_before) where not_before is not null;
grant select (not_before) on crossing to :"web";
create policy mover_nameless on crossing for insert to :"mover" with check (source_kind = 'contribution' and speaker_id is null and proposed_by is null);

-- What I chose for a line: for me alone, and nobody is told that I chose.
create table harvest_choice (
  contribution_id uuid not null references contribution (id) on delete cascade, person_id uuid not null references person on delete cascade,
  goes text not null check (goes in ('stays', 'theme', 'words', 'name')), crossing_id uuid, primary key (contribution_id, person_id)
);
grant select, insert, update (goes, crossing_id), delete on harvest_choice to :"web";
grant select on harvest_choice to :"gate";
alter table harvest_choice enable row level security; alter table harvest_choice force row level security;
create policy own on harvest_choice to :"web" using (person_id = me()) with check (person_id = me());
create policy not_by_token on harvest_choice as restrictive to :"web" using (not by_token()) with check (not by_token());
create policy gate_all on harvest_choice to :"gate" using (true) with check (true);

-- A line of mine with all that decides where it may go: whose it is besides mine, where it stands, and until when it is asked.
create function line_to_go(which uuid, out target uuid, out from_space uuid, out from_chapter uuid, out value jsonb, out named boolean, out on_day date,
    out shared text, out for_table boolean, out others uuid[], out due date, out is_open boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare c contribution; r gathering_room; sort text;
begin
  select * into c from contribution x where x.id = which and (case when x.presenter_id is not null then x.presenter_id = me()
    else x.author_id = me() or (x.attribution = 'role' and i_put(x.id)) end);
  if c.id is null or by_token() then return; end if;
  select x.* into r from activity a join gathering_room x on x.space_id = a.space_id where a.id = c.activity_id;
  select g.space_id, (clock_now() at time zone s.zone)::date + 1 into target, due from gathering g join space s on s.id = g.space_id where g.id = r.gathering_id;
  from_space := c.space_id; from_chapter := c.chapter_id; value := c.value; named := c.attribution = 'named'; on_day := c.on_day;
  for_table := c.for_table; is_open := r.closed_at is not null and r.harvest_until > clock_now();
  shared := case when c.presenter_id is not null then 'presenter' else c.spoke_for end;
  -- A presenter goes nowhere without the set; what one wrote for several is each of theirs.
  others := case when shared = 'presenter' then array(select readers_of(c.chapter_id)) when shared = 'self' then '{}'
    when shared = 'group' and c.space_id is distinct from c.group_id then array(select m.person_id from membership m where m.space_id = c.group_id and m.last_chapter is null)
    else array(select readers_of(c.chapter_id)) end;
end $$;
-- Lines without a name that may go as this, for whoever facilitates the room.
create function nameless_to_go(room uuid, goes text) returns table (id uuid, space_id uuid, chapter_id uuid, value jsonb, on_day date, target uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.space_id, c.chapter_id, c.value, c.on_day, g.space_id from gathering_room r join gathering g on g.id = r.gathering_id
    join activity a on a.space_id = r.space_id join contribution c on c.activity_id = a.id
   where r.space_id = room and i_facilitate(room) and c.attribution = 'anonymous' and c.may_go = goes and c.shown
$$;
-- Whether these are words of that, each line of them an exact part, or that part with the names of organisations left out.
create function words_in(said text, whole jsonb) returns boolean language sql stable set search_path = public, pg_temp as $$
  select not exists (select from regexp_split_to_table(said, E'\n+') w (line) where btrim(w.line) <> '' and not exists (
    select from jsonb_path_query(whole, 'strict $.**') v (leaf) where jsonb_typeof(v.leaf) = 'string'
       and (position(btrim(w.line) in v.leaf #>> '{}') > 0 or position(btrim(w.line) in without_names(v.leaf #>> '{}')) > 0)))
$$;
create function repeats_any(theme text, whole jsonb) returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from jsonb_path_query(whole, 'strict $.**') v (leaf) where jsonb_typeof(v.leaf) = 'string' and repeats(theme, v.leaf #>> '{}'))
$$;

-- Lets a line of mine go, as I chose. 'over', 'each' (a table has not all said yes), 'carries …', 'speaks …', 'went', 'open' or 'stays'.
create function let_go(new_id uuid, which uuid, in_form text, in_words text, told text, from_where text, hat text, all_here_said_yes boolean)
  returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare l record; carried uuid[] := names_in(in_words); speaks uuid[] := '{}'; silent text; there text[]; standing uuid; whose uuid; asked uuid[];
begin
  select * into l from line_to_go(which);
  if l.target is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if not l.is_open then return 'over'; end if;
  if in_form = 'theme' then
    if repeats_any(in_words, l.value) then raise exception 'refused' using errcode = 'TF007'; end if;
  elsif not words_in(in_words, l.value) then raise exception 'refused' using errcode = 'TF003'; end if;
  if in_form = 'words' and (not l.named or l.shared <> 'self' or l.for_table) then raise exception 'refused' using errcode = 'TF004'; end if;
  if l.shared = 'presenter' and in_form <> 'theme' then raise exception 'refused' using errcode = 'TF001'; end if;
  if l.for_table and in_form <> 'theme' and not all_here_said_yes then return 'each'; end if;
  select c.id into standing from chapter c where c.space_id = l.target and c.number = 0;
  if hat = 'organisation' or (in_form = 'words' and coalesce(hat, '') <> 'myself') then speaks := belongs_to(me(), l.from_chapter); end if;
  silent := unspoken(carried, standing, l.target);
  if silent is not null then return 'carries ' || silent; end if;
  silent := unspoken(speaks, standing, l.target);
  if silent is not null then return 'speaks ' || silent; end if;
  carried := array(select distinct unnest(carried || speaks));
  whose := case when in_form = 'theme' or l.shared = 'self' or l.for_table then me() end;
  asked := case when l.shared = 'presenter' or (in_form <> 'theme' and not l.for_table) then l.others else '{}' end;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience,
      names_organisations, lapses_at, not_before, provenance, said_on)
    values (new_id, whose, me(), l.from_space, l.from_chapter, 'contribution', which, l.target, in_form, in_words, '', told,
      carried, clock_now() + interval '30 days', case when in_form <> 'words' then l.due end, from_where, l.on_day);
  there := audience_of(l.target);
  insert into consent (crossing_id, person_id, standing, stood)
    select new_id, whose, 'speaker', there where whose is not null
    union all select new_id, v.person, 'organisation', there from (select distinct x.person from voices_for(carried, standing, l.target) x) v
    union all select new_id, p, 'group', there from unnest(asked) p;
  update consent set answer = 'goes', answered_at = clock_now() where crossing_id = new_id and person_id = me();
  return settle_crossing(new_id);
end $$;

-- At the close goes what nobody is named in and may go in words: all at once, names of organisations left out, and nobody is asked.
create function let_nameless_go(room uuid, lines jsonb, told text) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare l record; new_id uuid; n integer := 0; bare text;
begin
  for l in select g.*, x->>'words' as words, x->>'from' as from_where from nameless_to_go(room, 'words') g join jsonb_array_elements(lines) x on (x->>'id')::uuid = g.id
      order by gen_random_uuid() loop
    bare := without_names(l.words);
    if not words_in(bare, l.value) then raise exception 'refused' using errcode = 'TF003'; end if;
    new_id := gen_random_uuid();
    insert into crossing (id, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
      values (new_id, l.space_id, l.chapter_id, 'contribution', l.id, l.target, 'unnamed', bare, '', told, '{}', clock_now() + interval '30 days', l.from_where, l.on_day);
    if settle_crossing(new_id) <> 'went' then raise exception 'stayed' using errcode = 'TF500'; end if;
    n := n + 1;
  end loop;
  return n;
end $$;
-- Whoever facilitates says in one sentence what several such lines are about, which may go as a theme and as nothing else.
create function theme_of_nameless(new_id uuid, room uuid, lines uuid[], in_words text, told text, from_where text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l record; first record; there text[];
begin
  for l in select * from nameless_to_go(room, 'theme') g where g.id = any (lines) loop
    if repeats_any(in_words, l.value) then raise exception 'refused' using errcode = 'TF007'; end if;
    first := l;
  end loop;
  if first is null then raise exception 'not found' using errcode = 'TF404'; end if;
  if cardinality(names_in(in_words)) > 0 then return 'names'; end if;
  insert into crossing (id, speaker_id, proposed_by, from_space, from_chapter, source_kind, source_id, to_space, form, words, purpose, audience, names_organisations, lapses_at, provenance, said_on)
    values (new_id, me(), me(), first.space_id, first.chapter_id, 'contribution', first.id, first.target, 'theme', in_words, '', told, '{}',
      clock_now() + interval '30 days', from_where, first.on_day);
  there := audience_of(first.target);
  insert into consent (crossing_id, person_id, standing, stood, answer, answered_at) values (new_id, me(), 'speaker', there, 'goes', clock_now());
  return settle_crossing(new_id);
end $$;

-- What goes without a name, with the day it was put off to. As whoever it belongs to: nobody else may settle it.
create function go_due() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare c record; n integer := 0; was text := current_setting('app.person', true);
begin
  for c in select x.id, coalesce(x.speaker_id, x.proposed_by) as whose from crossing x join space s on s.id = x.to_space
     where x.not_before <= (clock_now() at time zone s.zone)::date and x.lapses_at > clock_now()
       and not exists (select from crossing_outcome o where o.crossing_id = x.id) order by x.id loop
    perform set_config('app.person', c.whose::text, true);
    if settle_crossing(c.id) = 'went' then n := n + 1; end if;
  end loop;
  perform set_config('app.person', coalesce(was, ''), true);
  return n;
end $$;

-- A guest is in no space where their words land, so the name they let go stands beside the words, and goes with them.
create function speaker_name(which uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select p.name from crossing c join person p on p.id = c.speaker_id where c.id = which $$;
revoke all on function speaker_name from public;
grant execute on function speaker_name to :"mover";
alter function speaker_name owner to :"gate";
create function no_name_without_words() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.said_by := '';
  return new;
end $$;
create trigger name_goes before update on evidence for each row when (new.words is null and new.said_by <> '') execute function no_name_without_words();

set local role :"mover";
create or replace function land(which uuid) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; new_id uuid := gen_random_uuid(); into_chapter uuid; lang regconfig;
begin
  select * into c from crossing x where x.id = which;
  if c.to_seat is not null then
    new_id := land_at_seat(which);
    insert into release (crossing_id, into_table, row_id) values (c.id, 'receiver', new_id);
    insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
    return new_id;
  end if;
  select ch.id, s.search_language into into_chapter, lang from chapter ch join space s on s.id = ch.space_id
    where ch.space_id = c.to_space order by ch.number desc limit 1;
  insert into evidence (space_id, id, chapter_id, words, attribution, speaker_id, author_id, crossing_id, brought_on, valid_until, made_at, tsv, method, dated, said_by)
    values (c.to_space, new_id, into_chapter, c.words,
            case c.form when 'words' then 'named' when 'unnamed' then 'unnamed' else 'theme' end,
            case c.form when 'words' then c.speaker_id end, null, c.id, (clock_now())::date, c.until,
            case c.form when 'words' then clock_now() else date_trunc('day', clock_now()) end, to_tsvector(lang, c.words), c.provenance, c.said_on,
            case when c.source_kind = 'contribution' and c.form = 'words' then speaker_name(c.id) else '' end);
  insert into release (crossing_id, into_table, row_id) values (c.id, 'evidence', new_id);
  insert into crossing_outcome (crossing_id, outcome) values (c.id, 'went');
  perform append_event(into_chapter, 'evidence.brought_in', new_id, null, date_trunc('day', clock_now()));
  return new_id;
end $$;
reset role;
set local role :"mover";
create or replace function settle_crossing(which uuid) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare c crossing; rule text; yes integer; asked integer; at_first integer; there text[]; come text;
begin
  -- The source first, then the crossing: taking back takes them in this order too, so neither waits for the other.
  perform 1 from evidence e where e.id = (select x.source_id from crossing x where x.id = which and x.source_kind = 'evidence') for share;
  perform pg_advisory_xact_lock(hashtextextended('crossing ' || which::text, 0));
  if exists (select from crossing_outcome o where o.crossing_id = which) then return 'settled'; end if;
  if exists (select from withdrawal w where w.crossing_id = which) then return 'settled'; end if;
  select * into c from crossing x where x.id = which;
  -- A rule nobody knows is the strictest; and where nobody knows who said it, each of those who may have must say yes.
  select coalesce((select r.value #>> '{}' from space_rule r where r.space_id = c.from_space
     and r.rule = 'group_consent' order by r.since desc limit 1), 'all') into rule;
  if rule <> 'majority' or (c.speaker_id is null and c.form <> 'theme') then rule := 'all'; end if;
  select count(*) filter (where k.answer = 'goes'),
         count(*) filter (where k.answer is not null or not left_by_choice(k.person_id, c.from_chapter)), count(*)
    into yes, asked, at_first from consent k where k.crossing_id = which and k.standing = 'group';
  if exists (select from consent k where k.crossing_id = which and k.answer = 'stays' and (k.standing <> 'group' or rule = 'all'))
     or exists (select from evidence e where e.id = c.source_id and c.source_kind = 'evidence' and e.words is null) then
    insert into crossing_outcome (crossing_id, outcome) values (which, 'stays');
    update crossing set words = null, purpose = '' where id = which;
    return 'stays';
  end if;
  if exists (select from consent k where k.crossing_id = which and k.standing <> 'group' and k.answer is distinct from 'goes') then return 'open'; end if;
  if at_first > 0 and not (asked > 0 and case rule when 'majority' then yes * 2 > asked else yes = asked end) then return 'open'; end if;
  -- An audience that changes asks again: by class and organisation, and never who.
  there := audience_of(c.to_space);
  if exists (select from consent k where k.crossing_id = which and not (there <@ k.stood)) then
    select string_agg(n.called, ', ' order by n.called) into come from (
      select distinct case when a.k ~ '^class [aeiou]' then 'an ' || replace(substr(a.k, 7), '_', ' ')
                           when a.k like 'class %' then 'a ' || replace(substr(a.k, 7), '_', ' ')
                           else 'somebody of another organisation' end as called
        from unnest(there) a (k) where exists (select from consent k where k.crossing_id = which and not (a.k = any (k.stood)))) n;
    update consent set answer = null, answered_at = null, stood = there,
      told = left(coalesce(told, c.audience) || ' Others have come there since this was asked: ' || come || '. So it is asked again.', 4000)
     where crossing_id = which;
    return 'open';
  end if;
  if c.not_before is not null and c.not_before > (select (clock_now() at time zone s.zone)::date from space s where s.id = c.to_space) then return 'open'; end if;
  perform land(which);
  return 'went';
end $$;
reset role;
set local role :"gate";
-- A voice for an organisation is heard in the space where its name would stand.
create or replace function may_answer(which uuid, who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from consent k join crossing c on c.id = k.crossing_id where k.crossing_id = which and k.person_id = who and (
       k.standing = 'speaker' or (k.standing = 'group' and who in (select readers_of(c.from_chapter)))
    or (k.standing = 'organisation' and who in (select v.person from voices_for(c.names_organisations,
          case c.source_kind when 'contribution' then (select h.id from chapter h where h.space_id = c.to_space and h.number = 0) else c.from_chapter end,
          coalesce(c.to_space, (select g.voices_in from sending g where g.crossing_id = which))) v))))
$$;
create or replace function forget_gatherings() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare was text := current_setting('app.forgetting', true);
begin
  perform set_config('app.forgetting', 'on', true);
  delete from contribution c where c.author_id = me() or exists (select from contribution_owner o where o.contribution_id = c.id and o.person_id = me());
  delete from apart_wish w where w.person_id = me() or w.not_with = me();
  update gathering g set convened_by = null where g.convened_by = me();
  update activity_step s set presenter_id = null where s.presenter_id = me();
  perform set_config('app.forgetting', coalesce(was, ''), true);
end $$;
reset role;

do $$ declare f text; begin
  foreach f in array array['line_to_go(uuid)', 'nameless_to_go(uuid, text)', 'go_due()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, case f when 'go_due()' then :'worker' else :'mover' end);
    execute format('alter function %s owner to %I', f, :'gate');
  end loop;
  foreach f in array array['let_go(uuid, uuid, text, text, text, text, text, boolean)', 'let_nameless_go(uuid, jsonb, text)',
      'theme_of_nameless(uuid, uuid, uuid[], text, text, text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to %I', f, :'web');
    execute format('alter function %s owner to %I', f, :'mover');
  end loop;
end $$;
revoke all on function words_in, repeats_any from public;
grant execute on function words_in, repeats_any to :"mover";
