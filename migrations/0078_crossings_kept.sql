-- What came in with a copy was said by people who cannot be asked from here, and its bringer is the only one who reads it. Their
-- yes alone lets nothing of it go but a theme in other words, or what they said themselves.
create function kept_words_stay() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.speaker_id is null and (new.form <> 'theme' or new.source_kind = 'insight')
      and exists (select from chapter c where c.id = new.from_chapter and c.kept) then
    raise exception 'refused' using errcode = 'TF008'; end if;
  return new;
end $$;
create trigger kept_words_stay before insert on crossing for each row execute function kept_words_stay();
revoke all on function kept_words_stay from public;
alter function kept_words_stay owner to :"gate";
select complete_schema();
