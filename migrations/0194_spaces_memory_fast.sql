-- What happened, from the newest on, and when something was first heard of: both were read off all that ever happened in the space.
create index event_at on event (chapter_id, at);
create index event_subject on event (subject);
