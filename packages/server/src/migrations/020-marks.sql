-- What patterns are counted from: a small row for each client of an entry about a session, a message or a sign-in, so
-- that thousands of them are counted in milliseconds. Besides what links have it holds what the facts told: whose wish a
-- cancellation was and whether it came late, which way a message went, for when a session was booked. That goes at an
-- erasure, so it does not stand in links.
create table daybook.marks (
  workspace_id bigint not null,
  -- The client; 0: the entry has none.
  object bigint not null,
  seq bigint not null,
  occurred_at bigint not null,
  -- Of a beginning, when the session starts: UTC ms, or as a clock shows it (see mark).
  starts_at bigint,
  -- Of an entry that has a date without a time.
  day int,
  kind int not null,
  source smallint not null,
  -- See entry/mark-of.ts.
  mark smallint not null,
  -- The client's place in the entry: 0 is counted for the whole log.
  place smallint not null,
  primary key (workspace_id, object, seq)
);
-- For check-log and erasures, which go by the entry: rows come in its order.
create index marks_by_seq on daybook.marks using brin (seq) with (pages_per_range = 16);

alter table daybook.marks enable row level security;
alter table daybook.marks force row level security;
create policy own_workspace on daybook.marks
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert, delete on daybook.marks to daybook_app;
grant update (mark, starts_at) on daybook.marks to daybook_app;
