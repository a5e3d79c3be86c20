-- An earlier chapter's words stay in it, whatever column of a later or a standing thing they are typed into.
set local role :"gate";
create or replace function keeps_chapter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare said text;
begin
  select string_agg(c.value, E'\n') into said from jsonb_each_text(to_jsonb(new)) c
   where c.key = 'words' or (tg_table_name <> 'evidence' and c.key in ('scope', 'change_mind', 'sense_made_by', 'reasons', 'taken_by',
     'not_heard', 'accountable', 'delivered_by', 'says_who', 'reason', 'under_way', 'who_knows'));
  if exists (select from evidence e where e.space_id = new.space_id and e.chapter_id = any (my_chapters()) and e.words is not null
      and e.chapter_id <> new.chapter_id and not reads_too(new.chapter_id, e.chapter_id) and repeats(said, e.words)
      -- What somebody said themselves they may say again, wherever they are.
      and not (tg_table_name = 'evidence' and coalesce(e.speaker_id = me(), false) and (to_jsonb(new)->>'speaker_id')::uuid is not distinct from me())) then
    raise exception 'refused' using errcode = 'TF032'; end if;
  if tg_table_name = 'insight' and tg_op = 'UPDATE' then
    update insight_evidence l set bears = 'quotes' from evidence e
     where l.space_id = new.space_id and l.insight_id = new.id and l.bears = 'supports' and e.id = l.evidence_id and repeats(said, e.words);
  end if;
  return new;
end $$;
reset role;
drop trigger keeps_chapter on decision; drop trigger keeps_chapter on action; drop trigger keeps_chapter on outcome;
create trigger keeps_chapter before insert or update of words, reasons, taken_by, not_heard on decision
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words, accountable, delivered_by on action
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words, says_who on outcome
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of reason on dead_end
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of words on turning_point
  for each row when (current_user = :'web') execute function keeps_chapter();
create trigger keeps_chapter before insert or update of under_way, who_knows on handover_note
  for each row when (current_user = :'web') execute function keeps_chapter();

-- A call that can be answered yes no more tells nothing of where it would have led, and no program hears of any.
set local role :"gate";
create or replace function my_calls() returns table (id uuid, space_name text, by_name text, from_name text, class text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, s.name, p.name, f.name, c.class from call c join space s on s.id = c.space_id join person p on p.id = c.called_by join space f on f.id = c.from_space
   where c.person_id = me() and c.answer is null and s.closed_at is null and in_space(c.from_space) and not by_token()
     and exists (select from membership m where m.space_id = c.space_id and m.person_id = c.called_by and in_force(m)) order by c.made_at, c.id
$$;
reset role;
grant update (dated, n) on evidence to :"gate";
set local role :"gate";
-- Words that were taken out leave neither when they were said nor of how many.
create or replace function take_out_words(of_space uuid, which uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare e evidence;
begin
  select * into e from evidence x where x.space_id = of_space and x.id = which and x.chapter_id = any (my_chapters())
    and x.speaker_id = me() and x.crossing_id is null and x.words is not null and not by_token() for update;
  if e.id is null then raise exception 'not found' using errcode = 'TF404'; end if;
  update evidence set words = null, tsv = ''::tsvector, method = '', asked = '', limits = '', disputed_by = '', speaker_id = null,
         dated = null, n = null
   where space_id = of_space and id = which;
  perform append_event(e.chapter_id, 'evidence.taken_back', which, null, date_trunc('day', clock_now()));
end $$;
reset role;
