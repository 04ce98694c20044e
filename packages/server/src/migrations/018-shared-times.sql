-- A booking also takes what its service needs before and after it, and several bookings of a group service share one time.
-- taken_from: from when it is taken (null: from starts_at). shared: an HMAC of the group service; bookings of the same one
-- with the same start and member may overlap, up to the size of the group. seats: how many of its places a booking takes.
alter table daybook.objects
  add column taken_from bigint,
  add column shared bytea,
  add column seats int;
