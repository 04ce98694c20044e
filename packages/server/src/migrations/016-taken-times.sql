-- Which time a booking takes, so that nobody books it twice: from starts_at until here, of its member and its room (both
-- as HMACs; null where none is named). Null where the booking takes no time: cancelled, over, deleted. Rows from before
-- this have none until their next change.
alter table daybook.objects
  add column taken_until bigint,
  add column member bytea,
  add column room bytea;
create index objects_taken on daybook.objects (workspace_id, taken_until) where taken_until is not null;
