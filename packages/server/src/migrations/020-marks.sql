-- What patterns count entries by and rows do not tell: whose wish a cancellation was, whether it came late, which way a
-- message went. A row for each client of such an entry (object 0 where it has none); few entries have one. What the
-- facts told goes at an erasure, so it does not stand in links.
create table daybook.marks (
  workspace_id bigint not null,
  seq bigint not null,
  -- The client; 0: none.
  object bigint not null,
  occurred_at bigint not null,
  day int,
  kind int not null,
  source smallint not null,
  -- 1: for the client, who did not act online; 2: late; 3: both; from 17 on the channel.
  mark smallint not null,
  primary key (workspace_id, seq, object)
);
create index marks_by_object on daybook.marks (workspace_id, object, occurred_at);

alter table daybook.marks enable row level security;
alter table daybook.marks force row level security;
create policy own_workspace on daybook.marks
  using (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint)
  with check (workspace_id = nullif(current_setting('daybook.workspace', true), '')::bigint);
grant select, insert, delete on daybook.marks to daybook_app;
grant update (mark) on daybook.marks to daybook_app;

-- From the entry that began a booking to when the booking starts now.
create index objects_by_first_entry on daybook.objects (workspace_id, first_seq) where type = 'booking';
