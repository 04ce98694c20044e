-- Days are counted by one zone. When a workspace changes its zone, its entries are counted anew into a set of their own
-- while the old one goes on; then the new one takes its place. Which sets an append counts into stands in the head that
-- it locks, so that no entry is left out of one, or counted twice.
alter table daybook.log_heads
  -- The set in force, and its zone; null: the workspace's own, which was never changed.
  add column zone_set int not null default 0,
  add column zone text,
  -- The set that is being counted, and its zone. What is appended counts in both; a job counts what was there before:
  -- the entries up to next_up_to, of which it has come to next_done.
  add column next_zone_set int,
  add column next_zone text,
  add column next_up_to bigint,
  add column next_done bigint,
  -- Grows with every change of these: what was prepared on an older one is not written. Also the number of a new set.
  add column counting int not null default 0;
grant update (zone_set, zone, next_zone_set, next_zone, next_up_to, next_done, counting)
  on daybook.log_heads to daybook_app;

-- Clients are counted over all days, in the set 0, whatever the zone.
alter table daybook.workspaces drop column zone_set;
