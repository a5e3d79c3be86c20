-- What may be mine stays in my sight as it stays in my power: words typed for somebody unknown that went by my own yes are
-- seen, and so can be taken back, also by whoever has left the space they came from.
create policy may_be_spoke on crossing for select to :"web"
  using (to_seat is null and source_kind = 'evidence' and speaker_id is null
    and id in (select k.crossing_id from consent k where k.person_id = me() and k.answer = 'goes'));
