-- Deleting, restoring, erasing, anonymising and holding clients; what they ask, and what an erasure did. Nothing here is
-- personal: ids, numbers of entries, instants (UTC ms). Reasons stand in the entries, sealed.

-- The last entry that changed what may be seen or opened of a client. Other processes compare it with the one they know
-- and drop the keys and states that they hold in memory.
alter table daybook.log_heads add column privacy_seq bigint not null default 0;
grant update (privacy_seq) on daybook.log_heads to daybook_app;

create function daybook.privacy_heads() returns table (workspace_id bigint, privacy_seq bigint)
  language sql stable security definer set search_path = daybook, pg_temp
  as $$ select workspace_id, privacy_seq from daybook.log_heads where privacy_seq > 0 $$;
revoke all on function daybook.privacy_heads() from public;
grant execute on function daybook.privacy_heads() to daybook_app;

-- Null once every client that the object was of is erased: what comes later under its id begins a new object.
alter table daybook.objects alter column lookup drop not null;

-- One row for each client that was ever deleted, held, erased or anonymised.
create table daybook.client_privacy (
  workspace_id bigint not null,
  client_id bigint not null,
  -- Deleted, and by which entry: hidden from ordinary readers until restored or erased.
  deleted_at bigint,
  deleted_seq bigint,
  -- The end of the grace period. Null while a hold stops the clock; then the milliseconds that are left stand beside it.
  erase_at bigint,
  grace_left bigint,
  -- Under a legal hold, and by which entry.
  held_at bigint,
  held_seq bigint,
  -- 1 anonymised, 2 erased; by the entry gone_seq.
  gone smallint check (gone in (1, 2)),
  gone_at bigint,
  gone_seq bigint,
  primary key (workspace_id, client_id)
);
create index client_privacy_deleted on daybook.client_privacy (workspace_id, client_id) where deleted_at is not null;

-- What clients asked, or staff for them: one row for each entry client.erasure_requested.
create table daybook.privacy_requests (
  workspace_id bigint not null,
  -- The entry of the request.
  seq bigint not null,
  client_id bigint not null,
  -- 1 anonymise, 2 erase; null where it was left open.
  mode smallint check (mode in (1, 2)),
  asked_at bigint not null,
  -- Who wrote it down: the type of the entry's actor.
  asked_by text not null,
  -- True where the workspace lets it happen at once: a job carries it out.
  at_once boolean not null,
  -- 1 anonymised, 2 erased, 3 declined; null while it is open.
  decision smallint check (decision in (1, 2, 3)),
  decided_at bigint,
  decided_seq bigint,
  primary key (workspace_id, seq)
);
create index privacy_requests_by_client on daybook.privacy_requests (workspace_id, client_id);
create index privacy_requests_open on daybook.privacy_requests (workspace_id, seq) where decision is null;

-- The receipts: one row for each entry client.erased or client.anonymised.
create table daybook.erasures (
  workspace_id bigint not null,
  seq bigint not null,
  client_id bigint not null,
  -- 1 anonymised, 2 erased.
  mode smallint not null check (mode in (1, 2)),
  at bigint not null,
  -- JSON: what was done to how many rows or files of each store.
  stores text not null,
  -- The key-encryption key in force then: as long as it exists, backups still open what was erased.
  kek int not null,
  -- When the ledger and what lies outside the database knew of it as well; null until then.
  outside_at bigint,
  -- When the key-encryption key was changed and the old one destroyed: from then on backups open nothing of the client.
  horizon_at bigint,
  primary key (workspace_id, seq)
);
create index erasures_by_client on daybook.erasures (workspace_id, client_id);
create index erasures_unfinished on daybook.erasures (workspace_id, seq) where outside_at is null or horizon_at is null;

do $$
declare t text;
begin
  foreach t in array array['client_privacy', 'privacy_requests', 'erasures'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
  end loop;
end $$;

grant select, insert, update on daybook.client_privacy to daybook_app;
grant select, insert on daybook.privacy_requests, daybook.erasures to daybook_app;
grant update (decision, decided_at, decided_seq) on daybook.privacy_requests to daybook_app;
grant update (stores, outside_at, horizon_at) on daybook.erasures to daybook_app;
