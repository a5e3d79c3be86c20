-- Programs: a token is some of one person's spaces, for reading or for writing as well, for ninety days at the most.
-- What it may see is decided here: under a token my_spaces() and my_chapters() hold its spaces and no others, so every
-- list, search and count is cut to them. It never opens what is a person's own.
create table api_token (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token_hash bytea not null unique,
  name text not null check (length(name) between 1 and 60),
  may text not null check (may in ('read', 'write')),
  spaces uuid[] not null check (cardinality(spaces) between 1 and 50),
  made_at timestamptz not null default clock_now(),
  seen_on date,
  ends_at timestamptz not null,
  check (ends_at <= made_at + interval '90 days')
);
create index api_token_person on api_token (person_id);
grant select, insert, delete on api_token to :"web";
grant select, update (seen_on) on api_token to :"gate";
grant select, delete on api_token to :"worker";
alter table api_token enable row level security; alter table api_token force row level security;

create function by_token() returns boolean language sql stable set search_path = public, pg_temp
  as $$ select coalesce(current_setting('app.token', true), '') <> '' $$;

-- Spaces somebody may give to a token: those they are in, and never a journal, a conversation of two, a room or a seat's post.
create function may_be_tokens(asked uuid[]) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from unnest(asked) as a (id) where not exists (
    select from space s where s.id = a.id and s.id = any (my_spaces())
       and s.kind not in ('person', 'pair', 'room', 'seat')))
$$;

-- What the token of this transaction opens. One that has ended meanwhile opens nothing.
create function token_spaces() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce((select t.spaces from api_token t
    where t.id = nullif(current_setting('app.token', true), '')::uuid and t.person_id = me() and t.ends_at > clock_now()), '{}')
$$;

-- Whose this token is, or nobody's: ended, taken back, or nothing left that it opens, because its person left.
create function token_for(token bytea) returns table (token_id uuid, person_id uuid, may text)
  language sql security definer set search_path = public, pg_temp as $$
  update api_token t set seen_on = clock_now()::date
   where t.token_hash = token and t.ends_at > clock_now() and t.seen_on is distinct from clock_now()::date;
  select t.id, t.person_id, t.may from api_token t
   where t.token_hash = token and t.ends_at > clock_now() and exists (
     select from membership m join space s on s.id = m.space_id
      where m.person_id = t.person_id and m.space_id = any (t.spaces) and in_force(m)
        and s.kind not in ('person', 'pair', 'room', 'seat'))
$$;

-- Makes this transaction the token's: its person's, and no more of them than it was given.
create function enter_by_token(token bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare t api_token;
begin
  select * into t from api_token x where x.token_hash = token and x.ends_at > clock_now();
  if t.id is null then return false; end if;
  perform set_config('app.person', t.person_id::text, true), set_config('app.token', t.id::text, true);
  if t.may = 'read' then set transaction read only; end if;
  return true;
end $$;

set local role :"gate";
create or replace function my_spaces() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct m.space_id), '{}') from membership m
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (not by_token() or m.space_id = any (token_spaces()))
$$;

create or replace function my_chapters() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.id), '{}')
    from membership m join chapter c on c.space_id = m.space_id and (c.number = 0 or c.number >= m.first_chapter)
   where m.person_id = me() and m.first_chapter is not null
     and m.starts_at <= clock_now() and (m.ends_at is null or m.ends_at > clock_now())
     and (not by_token() or m.space_id = any (token_spaces()))
$$;

create or replace function my_organisations() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct o.id), '{}') from organisation o
   where (o.made_by = me() and not by_token()) or o.id in (select m.organisation_id from membership m where m.space_id = any (my_spaces()))
      or o.id in (select p.organisation_id from space_partner p where p.space_id = any (my_spaces()))
$$;
reset role;

create policy own on api_token to :"web" using (person_id = me()) with check (person_id = me());
create policy own_spaces on api_token as restrictive for insert to :"web" with check (may_be_tokens(spaces));
create policy gate_reads on api_token for select to :"gate" using (true);
create policy gate_touches on api_token for update to :"gate" using (true) with check (true);
create policy sweep on api_token for delete to :"worker" using (ends_at < clock_now());

-- What is a person's own is not a program's.
do $$ declare t text; begin
  foreach t in array array['api_token', 'login', 'password', 'passkey', 'profile', 'session', 'consent', 'call',
                           'invitation', 'withdrawal', 'closing_answer', 'arrival_answer', 'role_answer'] loop
    execute format('create policy not_by_token on %I as restrictive to %I using (not by_token()) with check (not by_token())', t, :'web');
  end loop;
end $$;
create policy not_by_token on membership as restrictive to :"web"
  using (not by_token() or space_id = any ((select my_spaces())::uuid[]));
create policy not_by_token on crossing as restrictive to :"web"
  using (not by_token() or to_space = any ((select my_spaces())::uuid[]));

grant execute on function may_be_tokens, token_for, enter_by_token to :"web";
revoke all on function may_be_tokens, token_spaces, token_for, enter_by_token from public;
grant execute on function token_spaces to :"web", :"gate";
alter function may_be_tokens owner to :"gate";
alter function token_spaces owner to :"gate";
alter function token_for owner to :"gate";
alter function enter_by_token owner to :"gate";
