-- Exports: what was asked for, how far each is, and what its file is like. Nothing personal stands here in clear: the
-- request (filters may name people) and the result are sealed under the export's own key, a row of client_keys with the
-- export's id and the kind -2, and so is the file. Where that row is gone, all three are noise.
create table daybook.exports (
  workspace_id bigint not null,
  export_id bigint not null,
  -- Who asked, by a random id: mb_…, ak_…, or the installation itself.
  owner text not null,
  -- The client, where it is limited to one.
  client_id bigint,
  format text not null check (format in ('csv', 'jsonl', 'pdf')),
  -- Sealed; null once erased.
  request bytea,
  -- True where its filters could name somebody: a search, an object, a client who acts.
  naming boolean not null,
  -- It holds nothing that was recorded after this entry.
  up_to bigint not null,
  -- Entries that it will hold; null where nobody has counted them.
  expected bigint,
  state text not null check (state in ('queued', 'running', 'ready', 'failed', 'cancelled', 'expired', 'erased')),
  -- Each try writes a file of its own; what a try has not finished is not shown.
  attempt int not null default 0,
  -- Entries written so far, and the thousandths of the way that are done.
  done bigint not null default 0,
  share smallint not null default 0,
  -- UTC ms.
  requested_at bigint not null,
  finished_at bigint,
  expires_at bigint,
  -- The entry export.requested.
  requested_seq bigint,
  bytes bigint,
  sha256 bytea,
  -- Sealed: totals of amounts.
  result bytea,
  -- Why it failed, in one word.
  problem text,
  -- The clients in the file, by random id: 8 bytes each, ascending.
  clients bytea,
  primary key (workspace_id, export_id)
);
create index exports_by_owner on daybook.exports (workspace_id, owner, requested_at);
create index exports_open on daybook.exports (workspace_id, state) where state in ('queued', 'running', 'ready', 'expired');

alter table daybook.exports enable row level security;
alter table daybook.exports force row level security;
create policy own_workspace on daybook.exports
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert, update, delete on daybook.exports to daybook_app;
