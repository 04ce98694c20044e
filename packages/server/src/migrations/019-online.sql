-- What clients do online: links that were sent to them, letters on their way, sessions in the portal. Nothing of a client
-- stands here in clear: random ids, times, and hashes of secrets that are stored nowhere. Times are UTC milliseconds.

create table daybook.client_links (
  workspace_id bigint not null,
  -- The secret is a MAC of it, so that a letter can be written again.
  link_id bigint not null,
  -- SHA-256 of the secret.
  hash bytea not null,
  -- visit: look at, confirm, move and cancel one booking. sign_in: sign in to the portal, by link or by code.
  purpose text not null,
  client_id bigint not null,
  -- The booking; null for a sign-in.
  object_id bigint,
  -- It was sent to the client's own address, and may confirm.
  mailed boolean not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (workspace_id, link_id)
);
create index client_links_by_hash on daybook.client_links (hash);
create index client_links_of_client on daybook.client_links (workspace_id, client_id);
create index client_links_of_object on daybook.client_links (workspace_id, object_id) where object_id is not null;

create table daybook.letters (
  workspace_id bigint not null,
  letter_id bigint not null,
  -- Which letter it is: booked, requested, moved, cancelled, sign_in.
  letter text not null,
  client_id bigint not null,
  object_id bigint,
  link_id bigint,
  -- The entry that led to it; null for a sign-in.
  cause_seq bigint,
  -- waiting: to be sent. handover: nobody sends it, the staff hand it over. A letter that is done has no row.
  state text not null,
  tries int not null default 0,
  created_at bigint not null,
  -- When it is to be tried next.
  due_at bigint not null,
  -- Behind this it is of no use to anybody.
  expires_at bigint not null,
  primary key (workspace_id, letter_id)
);
create index letters_due on daybook.letters (workspace_id, due_at);
create index letters_of_client on daybook.letters (workspace_id, client_id);

create table daybook.client_sessions (
  workspace_id bigint not null,
  session_id bigint not null,
  -- SHA-256 of the cookie's secret.
  hash bytea not null,
  client_id bigint not null,
  -- The entry of the sign-in: address and device stand there, sealed.
  began_seq bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (workspace_id, session_id)
);
create index client_sessions_by_hash on daybook.client_sessions (hash);
create index client_sessions_of_client on daybook.client_sessions (workspace_id, client_id);

-- By which name a workspace's booking page is found.
create index workspaces_by_slug on daybook.workspaces ((settings::jsonb ->> 'onlineSlug'));

do $$
declare t text;
begin
  foreach t in array array['client_links', 'letters', 'client_sessions'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
  end loop;
end $$;
-- For the functions below, which run as the owner.
create policy owner_reads on daybook.client_links for select to current_user using (true);
create policy owner_reads on daybook.client_sessions for select to current_user using (true);

grant select, insert, delete on daybook.client_links, daybook.letters, daybook.client_sessions to daybook_app;
grant update (used_at) on daybook.client_links to daybook_app;
grant update (state, tries, due_at) on daybook.letters to daybook_app;
grant update (expires_at) on daybook.client_sessions to daybook_app;

-- Whoever opens a link or comes with a cookie has not said in which workspace. Ids only.
create function daybook.link_place(of_hash bytea) returns table (workspace_id bigint, link_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, link_id from daybook.client_links where hash = of_hash limit 1 $$;
revoke all on function daybook.link_place(bytea) from public;
grant execute on function daybook.link_place(bytea) to daybook_app;

create function daybook.client_session_place(of_hash bytea) returns table (workspace_id bigint, session_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, session_id from daybook.client_sessions where hash = of_hash limit 1 $$;
revoke all on function daybook.client_session_place(bytea) from public;
grant execute on function daybook.client_session_place(bytea) to daybook_app;

-- The oldest workspace that has chosen the name; two that choose it in the same moment are told apart by their age.
create function daybook.workspaces_of_slug(of_slug text) returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.workspaces
         where settings::jsonb ->> 'onlineSlug' = of_slug and closed_at is null
         order by created_at, workspace_id $$;
revoke all on function daybook.workspaces_of_slug(text) from public;
grant execute on function daybook.workspaces_of_slug(text) to daybook_app;
