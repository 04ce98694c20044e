-- Which client is merged into which, as the entries client.merged and client.unmerged say: random ids only. A row is read
-- beside the log and never instead of it; check-log tells it again from the entries.
create table daybook.client_merges (
  workspace_id bigint not null,
  client_id bigint not null,
  -- The client on whose page both histories stand; may be merged into another in turn.
  survivor bigint not null,
  -- The entry client.merged.
  seq bigint not null,
  primary key (workspace_id, client_id)
);

alter table daybook.client_merges enable row level security;
alter table daybook.client_merges force row level security;
create policy own_workspace on daybook.client_merges
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
-- Nothing of a row ever changes: it comes with a merge and goes with what ends it.
grant select, insert, delete on daybook.client_merges to daybook_app;
