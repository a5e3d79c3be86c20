-- How far an insight goes is said by whoever writes it or by nobody: until now what nobody had chosen was kept, and counted
-- over time, as if it had been.
alter table insight drop constraint insight_loop_check;
alter table insight add constraint insight_loop_check check (loop in ('','single','double','triple'));
alter table insight alter column loop set default '';
