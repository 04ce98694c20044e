-- The log and its read models. Instants are UTC milliseconds since 1970, days are days since 1970-01-01,
-- ids are random 53-bit numbers. workspace_id leads every key, so that the tables can be distributed by it.
-- Rows that hold anything of a client hold it sealed under the client's keys.

create table daybook.workspaces (
  workspace_id bigint primary key,
  name text not null,
  time_zone text not null,
  locale text not null default 'en',
  -- Which set of day counts is in force: a change of zone builds a new set before it switches.
  zone_set int not null default 0,
  settings text not null default '{}',
  created_at bigint not null
);

-- The one mutable row of a log: how far it goes, and the hashes from which the tree grows.
create table daybook.log_heads (
  workspace_id bigint primary key references daybook.workspaces,
  size bigint not null default 0,
  frontier bytea not null default '',
  root bytea not null,
  generation int not null default 0
);

-- What kinds of entry there are: an action with its classification. The number stands in every row.
create table daybook.kinds (
  workspace_id bigint not null,
  kind int not null,
  action text not null,
  category text not null,
  type text not null,
  related text not null,
  primary key (workspace_id, kind),
  unique (workspace_id, action, category, type, related)
);

-- The permanent lines. Inserted once; no role of the application may update or delete them.
create table daybook.entries (
  workspace_id bigint not null,
  seq bigint not null,
  -- Seconds, as in the leaf.
  recorded_at bigint not null,
  occurred_at bigint not null,
  -- Hash of the actor's type and id; a client's own id where a client acted.
  actor bigint,
  kind int not null,
  -- The date of an entry that has a date without a time.
  day int,
  source smallint not null,
  outcome smallint not null,
  leaf_hash bytea not null,
  -- The digests of record, facts (where there is one) and each client's part: 32 bytes each.
  digests bytea not null,
  -- HMAC of the host's idempotency key.
  key_mac bytea,
  record text not null,
  -- Sealed where the entry has a client, else in clear.
  facts bytea,
  -- The key of the facts, wrapped for each of several clients: 40 bytes each.
  facts_keys bytea,
  client bytea,
  -- The parts of further clients, each behind its length (4 bytes).
  more_clients bytea,
  primary key (workspace_id, seq)
);
create unique index entries_by_key on daybook.entries (workspace_id, key_mac) where key_mac is not null;
create index entries_by_kind on daybook.entries (workspace_id, kind, seq);

-- One row per client and object of an entry; every timeline is a range of it.
create table daybook.links (
  workspace_id bigint not null,
  object bigint not null,
  occurred_at bigint not null,
  seq bigint not null,
  actor bigint,
  kind int not null,
  day int,
  source smallint not null,
  outcome smallint not null,
  primary key (workspace_id, object, occurred_at, seq)
);
create index links_by_kind on daybook.links (workspace_id, object, kind, occurred_at, seq);

-- Full tiles of the tree (256 hashes each), and the root of each.
create table daybook.tiles (
  workspace_id bigint not null,
  level smallint not null,
  index bigint not null,
  hashes bytea not null,
  root bytea not null,
  primary key (workspace_id, level, index)
);

-- Counts for lists and filters. object 0: the whole log by local day; else a client, all days (day = 0).
create table daybook.counts (
  workspace_id bigint not null,
  object bigint not null,
  zone_set int not null,
  day int not null,
  kind int not null,
  source smallint not null,
  actor bigint not null,
  n bigint not null,
  primary key (workspace_id, object, zone_set, day, kind, source, actor)
) with (fillfactor = 70);

-- The last known name of everybody who acts and is not a client.
create table daybook.actors (
  workspace_id bigint not null,
  actor bigint not null,
  type text not null,
  host_id text not null,
  name text not null,
  primary key (workspace_id, actor)
);

-- The client directory: what is known of a client now, sealed under the client's profile key.
create table daybook.clients (
  workspace_id bigint not null,
  client_id bigint not null,
  -- HMAC of the host's id; null once erased.
  lookup bytea,
  directory bytea,
  version int not null,
  -- The entry that last changed the directory: other processes follow it.
  directory_seq bigint not null,
  first_seq bigint not null,
  primary key (workspace_id, client_id),
  unique (workspace_id, lookup)
) with (fillfactor = 80);
create index clients_by_directory on daybook.clients (workspace_id, directory_seq);

-- Client keys, wrapped under the workspace's key-encryption key. kind: 0 facts, -1 profile, else the UTC year.
create table daybook.client_keys (
  workspace_id bigint not null,
  client_id bigint not null,
  kind smallint not null,
  kek smallint not null,
  wrapped bytea not null,
  primary key (workspace_id, client_id, kind)
);

-- The current state of each object. Business state in clear where no client owns it, else sealed.
create table daybook.objects (
  workspace_id bigint not null,
  object_id bigint not null,
  type text not null,
  lookup bytea not null,
  version int not null,
  first_seq bigint not null,
  last_seq bigint not null,
  -- Business fields that lists sort, filter and count by.
  starts_at bigint,
  status text,
  -- What the state is sealed under: null (in clear), one client's facts key, or a key of its own, wrapped below.
  client_id bigint,
  state bytea,
  state_keys bytea,
  primary key (workspace_id, object_id),
  unique (workspace_id, lookup)
) with (fillfactor = 80);

-- Which clients an object is of, and the personal half of its state, sealed under each client's profile key.
create table daybook.object_clients (
  workspace_id bigint not null,
  client_id bigint not null,
  object_id bigint not null,
  -- Order in which the clients came: the wrapped keys of the object's state stand in it.
  place smallint not null,
  state bytea,
  primary key (workspace_id, client_id, object_id)
);
create index object_clients_by_object on daybook.object_clients (workspace_id, object_id);

-- API keys: only a hash of the secret is stored.
create table daybook.api_keys (
  workspace_id bigint not null,
  key_id bigint not null,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  sources text[],
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint,
  primary key (workspace_id, key_id)
);

do $$
declare t text;
begin
  foreach t in array array['log_heads', 'kinds', 'entries', 'links', 'tiles', 'counts', 'actors', 'clients',
                           'client_keys', 'objects', 'object_clients', 'api_keys', 'workspaces'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    -- The second argument makes an unset variable null, which matches no row.
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
  end loop;
end $$;

grant usage on schema daybook to daybook_app;
grant select, insert on daybook.workspaces, daybook.entries, daybook.links, daybook.tiles, daybook.kinds to daybook_app;
grant update (name, time_zone, locale, zone_set, settings) on daybook.workspaces to daybook_app;
grant select, insert on daybook.log_heads to daybook_app;
grant update (size, frontier, root) on daybook.log_heads to daybook_app;
grant select, insert, update, delete on daybook.counts, daybook.actors, daybook.clients, daybook.client_keys,
  daybook.objects, daybook.object_clients to daybook_app;
grant select, insert on daybook.api_keys to daybook_app;
grant update (last_used_at, revoked_at) on daybook.api_keys to daybook_app;

-- The functions below run as the owner, to whom the walls apply too: it may see these two, to read only.
create policy owner_reads on daybook.log_heads for select to current_user using (true);
create policy owner_reads on daybook.workspaces for select to current_user using (true);

-- Cross-workspace look-ups for the live tail and the jobs: ids and sizes only.
create function daybook.heads() returns table (workspace_id bigint, size bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, size from daybook.log_heads $$;
revoke all on function daybook.heads() from public;
grant execute on function daybook.heads() to daybook_app;

create function daybook.workspace_ids() returns table (workspace_id bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id from daybook.workspaces order by created_at, workspace_id $$;
revoke all on function daybook.workspace_ids() from public;
grant execute on function daybook.workspace_ids() to daybook_app;
