-- Which clients are whose, for the staff who see a part of the log only. People of the staff stand as the numbers that
-- entries.actor has: an HMAC of their id, or of the name by which a host assigns them.

-- What is assigned to somebody now: a booking of theirs, or a client whose profile names them.
create table daybook.assigned (
  workspace_id bigint not null,
  staff bigint not null,
  -- The booking, or the client.
  object bigint not null,
  primary key (workspace_id, staff, object)
);
create index assigned_by_object on daybook.assigned (workspace_id, object);

-- Of which clients somebody of the staff made an entry.
create table daybook.acted (
  workspace_id bigint not null,
  staff bigint not null,
  client bigint not null,
  primary key (workspace_id, staff, client)
);

-- Under which names else a host knows a member: ids of its own, or names.
alter table daybook.members add column known_as text[];
grant update (known_as) on daybook.members to daybook_app;

do $$
declare t text;
begin
  foreach t in array array['assigned', 'acted'] loop
    execute format('alter table daybook.%I enable row level security', t);
    execute format('alter table daybook.%I force row level security', t);
    execute format('create policy own_workspace on daybook.%I '
      'using (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint) '
      'with check (workspace_id = nullif(current_setting(''daybook.workspace'', true), '''')::bigint)', t);
  end loop;
end $$;

grant select, insert, delete on daybook.assigned, daybook.acted to daybook_app;
