-- What comes next, by its start: the client list is sorted by it, and shows it of each client.
create index objects_by_start on daybook.objects (workspace_id, type, starts_at) where starts_at is not null;
