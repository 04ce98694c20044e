-- What proves the log: signed checkpoints, what others said about them, and the log of all logs' checkpoints.
-- Everything here is inserted once; nothing of it can be changed or taken away by the application.
-- Instants are UTC milliseconds since 1970. A generation is a log under one origin: a restore that lost signed entries
-- goes on as the next one, with the same entries.

-- Where each generation after the first began, and how far the one before it was signed.
create table daybook.log_generations (
  workspace_id bigint not null,
  generation int not null check (generation > 0),
  -- The entry that tells of it; entries from here on have this generation in their ids.
  first_seq bigint not null,
  started_at bigint not null,
  primary key (workspace_id, generation)
);

create table daybook.checkpoints (
  -- A workspace, or the log of checkpoints (below).
  workspace_id bigint not null,
  generation int not null,
  size bigint not null,
  root bytea not null,
  signed_at bigint not null,
  -- The signed note (C2SP), with the signatures of our keys.
  note text not null,
  primary key (workspace_id, generation, size)
);

-- Signatures of witnesses on our checkpoints (C2SP tlog-cosignature), verified before they are kept.
create table daybook.cosignatures (
  workspace_id bigint not null,
  generation int not null,
  size bigint not null,
  -- The verifier key of the witness, as it was configured.
  witness text not null,
  received_at bigint not null,
  -- The signature line of the note.
  line text not null,
  primary key (workspace_id, generation, size, witness)
);

-- The log of checkpoints: one for the installation, under a number of its own in workspace_id. Its checkpoints stand in
-- `checkpoints` and its full tiles in `tiles`, under the same number.
create table daybook.anchor_leaves (
  workspace_id bigint not null,
  -- Place in that log, from 0.
  index bigint not null,
  leaf_hash bytea not null,
  primary key (workspace_id, index)
);

-- Which checkpoints of a workspace stand in the log of checkpoints, and where.
create table daybook.anchors (
  workspace_id bigint not null,
  generation int not null,
  size bigint not null,
  -- The number of the log of checkpoints, and the place in it, from 0.
  anchor_log bigint not null,
  anchor_index bigint not null,
  anchored_at bigint not null,
  primary key (workspace_id, generation, size)
);

-- Time stamps (RFC 3161) of checkpoints of the log of checkpoints.
create table daybook.timestamps (
  workspace_id bigint not null,
  generation int not null,
  size bigint not null,
  -- The address of the authority, as it was configured.
  authority text not null,
  -- genTime of the token.
  stamped_at bigint not null,
  -- The whole answer, DER.
  response bytea not null,
  primary key (workspace_id, generation, size, authority)
);

do $$
declare t text;
begin
  foreach t in array array['log_generations', 'checkpoints', 'cosignatures', 'anchor_leaves', 'anchors',
                           'timestamps'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    -- The second argument makes an unset variable null, which matches no row.
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
    execute format('grant select, insert on daybook.%I to daybook_app', t);
  end loop;
end $$;

-- A log goes on as a new generation in the transaction that appends the entry telling of it.
grant update (generation) on daybook.log_heads to daybook_app;
