-- Tables and columns that came when logs had entries already (acted and assigned, the times and accounts of objects, marks)
-- are filled from those entries, once, by a job. A workspace has a row as long as it is not done; one that is made later
-- has none.
create table daybook.backfills (
  workspace_id bigint primary key,
  -- The last entry that may have been written before them.
  up_to bigint not null,
  -- What is being filled: 0 by entries, 1 by clients, 2 by objects; and the last of these that is done.
  phase smallint not null default 0,
  done bigint not null default 0
);
insert into daybook.backfills (workspace_id, up_to) select workspace_id, size from daybook.log_heads where size > 0 and not closed;

alter table daybook.backfills enable row level security;
alter table daybook.backfills force row level security;
create policy own_workspace on daybook.backfills
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, delete on daybook.backfills to daybook_app;
grant update (phase, done) on daybook.backfills to daybook_app;
