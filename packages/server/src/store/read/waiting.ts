/** What waits for somebody: found by the columns beside the states, without opening one. */
import type { WaitingKind } from '@daybook/protocol'
import type { Pool } from 'pg'
import { PARTS } from '../accounts.ts'
import { int8Array, textArray } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import type { Order } from './scan.ts'

export interface WaitingPlace {
  readonly objectId: number
  readonly lastSeq: number
  readonly kind: WaitingKind
  /** UTC ms. */
  readonly since: number
  /** In the smallest unit; undefined where nobody said how much. */
  readonly amount: number | undefined
}

/**
 * One account after another, of what stands on it. A payment that names an invoice only stands where the invoice does. What
 * an invoice asks for and what the sessions and fees cost are the same money, and so are payments and the invoices that
 * they settle: the greater of each counts. A payment of which nobody said how much is taken as all of it. Where an
 * invoice is still to be sent, it is that which waits.
 */
const UNPAID = (own: string) => `
  select 'unpaid' as kind, coalesce(invoice.object_id, root) as object_id, least(asked_since, charged_since) as since,
    nullif(left_over, 0) as amount
  from (
    select r.root,
           min(r.since) filter (where r.part = ${PARTS.billed}) as asked_since,
           case when bool_or(r.part = ${PARTS.billed}) then null
             else min(r.since) filter (where r.part = ${PARTS.charge}) end as charged_since,
           greatest(coalesce(sum(r.amount::float8) filter (where r.part = ${PARTS.charge}), 0),
             coalesce(sum(r.amount::float8) filter (where r.part in (${PARTS.billed}, ${PARTS.settled})), 0))
           - greatest(coalesce(sum(r.amount::float8) filter (where r.part in (${PARTS.received}, ${PARTS.awaiting})), 0),
             coalesce(sum(r.amount::float8) filter (where r.part = ${PARTS.settled}), 0)) as left_over,
           bool_or(r.part = ${PARTS.charge} and r.amount > 0) as charged,
           bool_or(r.part = ${PARTS.billed}) as billed,
           bool_or(r.part = ${PARTS.billed} and r.amount is null) as open_billed,
           bool_or(r.part = ${PARTS.draft}) as drafted,
           bool_or(r.part >= ${PARTS.settled} and r.amount is null) as covered,
           bool_or(r.part >= ${PARTS.settled}) as something
    from (select a.part, a.amount, a.since, coalesce(i.account, a.account) as root
          from daybook.objects a left join invoices i on i.object_id = a.account
          where a.workspace_id = $1 and a.part is not null and a.account is not null ${own}) r
    group by r.root) accounts
  left join lateral (
    select i.object_id from daybook.objects i
    where billed and i.workspace_id = $1 and i.account = accounts.root and i.part = ${PARTS.billed}
    order by i.since, i.object_id limit 1) invoice on true
  where not covered and (left_over > 0 or (open_billed and not something))
    and (billed or (charged and not drafted))`

/** Which booking an invoice is for: they are few, and read once. */
const INVOICES = `with invoices as materialized (
    select object_id, account from daybook.objects
    where workspace_id = $1 and part in (${PARTS.nothing}, ${PARTS.draft}, ${PARTS.billed}, ${PARTS.settled}))`

/** What waits by its own status. */
const DIRECT = (own: string) => `
  select case a.part when ${PARTS.draft} then 'not_sent' else 'to_approve' end as kind, a.object_id, a.since, a.amount
  from daybook.objects a where a.workspace_id = $1 and a.part in (${PARTS.draft}, ${PARTS.awaiting}) ${own}`

const OF_CLIENT = `and a.object_id in (select c.object_id from daybook.object_clients c
  where c.workspace_id = $1 and c.client_id = any($7::bigint[]))`

const statement = (name: string, parts: readonly string[], order: Order) => ({
  name: `waiting_${name}_${order}`,
  text: `${INVOICES}
         select w.kind, w.object_id, w.since, w.amount, o.last_seq from (
           select * from (${parts.join(' union all ')}) every
           where kind = any($2::text[]) and ($3::bigint is null
             or (since, object_id) ${order === 'desc' ? '<' : '>'} ($3, $4::bigint)) and since <= $6
           order by since ${order}, object_id ${order} limit $5) w
         join daybook.objects o on o.workspace_id = $1 and o.object_id = w.object_id
         order by w.since ${order}, w.object_id ${order}`,
})

const ALL = (order: Order) => statement('all', [DIRECT(''), UNPAID('')], order)
/** Where nothing unpaid is asked for, no account is looked at. */
const PLAIN = (order: Order) => statement('direct', [DIRECT('')], order)
const CLIENTS = (order: Order) => statement('of_client', [UNPAID(OF_CLIENT)], order)

interface Row {
  kind: WaitingKind
  object_id: number
  since: number
  amount: number | string | null
  last_seq: number
}

export interface WaitingRange {
  readonly kinds: readonly WaitingKind[]
  /** By how long it waits: `desc` the newest first. */
  readonly order: Order
  /** Only what is owed by these clients. */
  readonly clients?: readonly number[]
  /** UTC ms: what begins later does not wait yet. */
  readonly until: number
  readonly after?: Pick<WaitingPlace, 'since' | 'objectId'> | undefined
  readonly limit: number
}

export async function readWaiting(
  pool: Pool,
  workspaceId: number,
  { kinds, order, clients, until, after, limit }: WaitingRange,
): Promise<WaitingPlace[]> {
  const one = clients !== undefined ? CLIENTS : kinds.includes('unpaid') ? ALL : PLAIN
  const rows = await readTogether(pool, workspaceId, run =>
    run<Row & Record<string, unknown>>(one(order), [
      workspaceId,
      textArray(kinds),
      after?.since ?? null,
      after?.objectId ?? null,
      limit,
      until,
      ...(clients === undefined ? [] : [int8Array(clients)]),
    ]),
  )
  return rows.map(row => ({
    objectId: row.object_id,
    lastSeq: row.last_seq,
    kind: row.kind,
    since: row.since,
    amount: row.amount === null ? undefined : Number(row.amount),
  }))
}
