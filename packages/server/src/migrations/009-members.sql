-- The staff of each workspace and the invitations to it stand in the log's own schema, so that a change of them and the
-- entry that tells of it are one transaction. daybook_auth keeps who people are: users, passwords, second factors and
-- sessions. Times are UTC milliseconds, but for better-auth's own columns.

create table daybook.members (
  workspace_id bigint not null,
  -- One person has one id in every workspace.
  member_id bigint not null,
  -- better-auth's user.
  user_id text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'staff', 'auditor')),
  name text not null,
  -- What a member of the staff sees; null: what the workspace says for all of them.
  visibility text check (visibility in ('everyone', 'own_clients', 'own_acts')),
  joined_at bigint not null,
  -- A former member. The row stays: whoever comes back is the same person.
  removed_at bigint,
  primary key (workspace_id, member_id),
  unique (workspace_id, user_id)
);
create index members_of_user on daybook.members (user_id);

create table daybook.invitations (
  workspace_id bigint not null,
  invitation_id bigint not null,
  -- The id that the invited person will have as a member.
  member_id bigint not null,
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'staff', 'auditor')),
  visibility text check (visibility in ('everyone', 'own_clients', 'own_acts')),
  -- SHA-256 of the link's secret, which is stored nowhere.
  hash bytea not null,
  -- Who invited, by name.
  invited_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  accepted_at bigint,
  withdrawn_at bigint,
  primary key (workspace_id, invitation_id)
);
-- A new invitation of an address takes the place of the open one before it.
create unique index one_open_invitation on daybook.invitations (workspace_id, email)
  where accepted_at is null and withdrawn_at is null;
create index open_invitations_by_email on daybook.invitations (email)
  where accepted_at is null and withdrawn_at is null;

-- Before the walls stand, which hold for the owner too.
insert into daybook.members (workspace_id, member_id, user_id, role, name, joined_at)
  select workspace_id, member_id, user_id, role, name, created_at from daybook_auth.members;
drop table daybook_auth.members;

do $$
declare t text;
begin
  foreach t in array array['members', 'invitations'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
    -- For the functions below, which run as the owner.
    execute format('create policy owner_reads on daybook.%I for select to current_user using (true)', t);
  end loop;
end $$;

-- Deleted where a workspace is closed.
grant select, insert, delete on daybook.members, daybook.invitations to daybook_app;
grant update (role, name, visibility, joined_at, removed_at) on daybook.members to daybook_app;
grant update (accepted_at, withdrawn_at) on daybook.invitations to daybook_app;

-- Where somebody works is asked before there is a workspace. Ids only.
create function daybook.workspaces_of_user(of_user text) returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.members where user_id = of_user and removed_at is null
        order by joined_at, workspace_id $$;
revoke all on function daybook.workspaces_of_user(text) from public;
grant execute on function daybook.workspaces_of_user(text) to daybook_app;

-- The id that a user has as a member anywhere, now or formerly.
create function daybook.member_of_user(of_user text) returns table (member_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select member_id from daybook.members where user_id = of_user limit 1 $$;
revoke all on function daybook.member_of_user(text) from public;
grant execute on function daybook.member_of_user(text) to daybook_app;

create function daybook.open_invitations(of_email text, now bigint)
  returns table (workspace_id bigint, invitation_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, invitation_id from daybook.invitations
         where email = of_email and accepted_at is null and withdrawn_at is null and expires_at > now
         order by created_at, workspace_id $$;
revoke all on function daybook.open_invitations(text, bigint) from public;
grant execute on function daybook.open_invitations(text, bigint) to daybook_app;

-- better-auth's second factor. Secret and backup codes are enciphered under the secret in the key folder.
alter table daybook_auth.users add column two_factor_enabled boolean not null default false;
create table daybook_auth.two_factors (
  id text primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null unique references daybook_auth.users on delete cascade,
  -- False until the first code has been given.
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);

alter table daybook_auth.sessions
  -- How it began: "password", "password and code" …
  add column method text,
  add column second_factor_at timestamptz,
  add column last_used_at timestamptz;
create index sessions_by_end on daybook_auth.sessions (expires_at);

-- How often something was tried lately, by a MAC of who tried what.
create table daybook_auth.tries (
  key bytea primary key,
  count int not null,
  until bigint not null
);

grant select, insert, update, delete on daybook_auth.two_factors, daybook_auth.tries to daybook_auth;
