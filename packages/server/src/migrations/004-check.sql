-- What the last check of each log said, and how far the one under way has come. It is only a report: every check computes
-- everything anew. Instants are UTC milliseconds.
create table daybook.log_checks (
  workspace_id bigint primary key,
  -- The check under way, a random number; null where there is none. One that has not told of itself for a while was cut off.
  run bigint,
  started_at bigint,
  beat_at bigint,
  phase text,
  done bigint,
  total bigint,
  -- The last one that came to its end: when, how long it took (ms), and the log that it checked.
  finished_at bigint,
  took bigint,
  size bigint,
  root bytea,
  -- Clients whose personal part nobody can open any more.
  erased bigint,
  -- How many things it found to be wrong, and the first of them in the log.
  problems bigint not null default 0,
  problem_seq bigint,
  problem text,
  -- Of which generation the log was then. One that goes on as the next left behind what was wrong with its end.
  problem_generation int,
  -- When it was found first, and the entry that tells of it.
  problem_at bigint,
  problem_entry bigint
);
alter table daybook.log_checks enable row level security;
alter table daybook.log_checks force row level security;
-- The second argument makes an unset variable null, which matches no row.
create policy own_workspace on daybook.log_checks
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert, update on daybook.log_checks to daybook_app;
