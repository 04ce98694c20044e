-- What is owed and was paid, beside the sealed states: found without opening them. Business figures only, as starts_at
-- and status are; they go with the state at an erasure. Rows from before this have none until their next change.
alter table daybook.objects
  -- On whose account it stands: of a booking, a fee, an invoice, or a payment, the booking that it is for; else the invoice,
  -- else itself.
  add column account bigint,
  -- What it is there: 1 a charge, 2 an invoice not sent, 3 an invoice sent, 4 an invoice paid, 5 money received,
  -- 6 money that waits for approval, 0 an invoice that asks for nothing.
  add column part smallint,
  -- How much, in the smallest unit; null where nobody said it.
  add column amount bigint,
  -- Since when (UTC ms).
  add column since bigint,
  -- What only entries said, and not the state: an amount, and what went back of it.
  add column told_amount bigint,
  add column told_returned bigint;
create index objects_accounts on daybook.objects (workspace_id, account) include (object_id, part, amount, since)
  where part is not null;
create index objects_waiting on daybook.objects (workspace_id, part, since, object_id) where part in (0, 2, 3, 4, 6);
