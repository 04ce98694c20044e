-- Retention by age (R-G3): once a UTC year is old enough, the personal keys of its entries are destroyed.

-- A personal key is of a client, a year, and of how often retention had taken that year before: kind is the year and
-- 10,000 for each time. What comes late is so never sealed under a key that was destroyed.
alter table daybook.client_keys alter column kind type int;
create index client_keys_by_kind on daybook.client_keys (workspace_id, kind, client_id);

-- One row for each entry retention.applied.
create table daybook.retention_takes (
  workspace_id bigint not null,
  year int not null,
  -- The how manieth time that this year was taken.
  times int not null check (times > 0),
  -- The entry that tells of it.
  seq bigint not null,
  -- UTC ms.
  at bigint not null,
  -- The key-encryption key in force then: as long as it exists, backups still open what was destroyed.
  kek int not null,
  -- When the ledger outside the database knew of it, and the key-encryption key under which those keys were wrapped was
  -- destroyed; null until then.
  finished_at bigint,
  primary key (workspace_id, year, times)
);
create index retention_unfinished on daybook.retention_takes (workspace_id, year) where finished_at is null;

alter table daybook.retention_takes enable row level security;
alter table daybook.retention_takes force row level security;
create policy own_workspace on daybook.retention_takes
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert on daybook.retention_takes to daybook_app;
grant update (finished_at) on daybook.retention_takes to daybook_app;

-- Entries of several clients, which a count by client would count more than once.
create index entries_of_several on daybook.entries (workspace_id, occurred_at, seq) where more_clients is not null;
