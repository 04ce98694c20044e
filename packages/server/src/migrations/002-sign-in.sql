-- Sign-in. users, sessions, accounts and verifications are better-auth's (their names are mapped in
-- sign-in/create-auth.ts); the others are ours. Only the role daybook_auth works with them: to daybook_app the whole
-- schema is closed. What a session's cookie needs besides the token (its signature) comes from a secret in the key
-- folder, so that these tables alone sign nobody in.

create table daybook_auth.users (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);

create table daybook_auth.sessions (
  id text primary key,
  user_id text not null references daybook_auth.users on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index sessions_by_user on daybook_auth.sessions (user_id);

create table daybook_auth.accounts (
  id text primary key,
  user_id text not null references daybook_auth.users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index accounts_by_user on daybook_auth.accounts (user_id);

create table daybook_auth.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verifications_by_identifier on daybook_auth.verifications (identifier);

-- Links that sign somebody in once. Only the SHA-256 of the token is stored. Times are UTC milliseconds.
create table daybook_auth.one_time_links (
  hash bytea primary key,
  purpose text not null check (purpose in ('owner_sign_in')),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
-- A new link takes the place of the unused one before it.
create unique index one_unused_link on daybook_auth.one_time_links (purpose) where used_at is null;

-- The owners of this installation: owner of every workspace, also of those made later.
create table daybook_auth.owners (
  user_id text primary key references daybook_auth.users on delete cascade,
  member_id bigint not null unique,
  created_at bigint not null,
  -- The first sign-in; until then the server goes on offering a link.
  signed_in_at bigint
);

-- Who is of the staff of which workspace. One person has one member_id in all of them.
create table daybook_auth.members (
  workspace_id bigint not null,
  user_id text not null references daybook_auth.users on delete cascade,
  member_id bigint not null,
  role text not null check (role in ('owner')),
  name text not null,
  created_at bigint not null,
  primary key (workspace_id, user_id),
  unique (workspace_id, member_id)
);
create index members_by_user on daybook_auth.members (user_id);

grant select, insert, update, delete on daybook_auth.users, daybook_auth.sessions, daybook_auth.accounts,
  daybook_auth.verifications, daybook_auth.members to daybook_auth;
grant select, insert, update on daybook_auth.one_time_links, daybook_auth.owners to daybook_auth;
