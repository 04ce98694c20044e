/** What is decided about clients, against the entries that tell of it: each statement answers the rows that do not agree. */
import type { Pool } from 'pg'
import { readSnapshot } from '../transaction.ts'

export interface WrongRow {
  /** Of what: a table of decisions, or of receipts. */
  readonly what: 'decision' | 'receipt' | 'request' | 'asked' | 'retention' | 'head'
  /** 0 where it is about no client. */
  readonly client_id: number
  readonly seq: number
}

/** An entry of one of these actions, recorded about then; and, where it is about a client, linked to them. */
const toldBy = (seq: string, actions: string, at: string, client?: string): string => `exists (
  select from daybook.entries e join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
  where e.workspace_id = $1 and e.seq = ${seq} and k.action = any(${actions})
    and abs(e.recorded_at * 1000 - ${at}) < 60000
    ${
      client === undefined
        ? ''
        : `and exists (select from daybook.links l where l.workspace_id = $1 and l.object = ${client}
             and l.occurred_at = e.occurred_at and l.seq = e.seq)`
    })`

const DECISIONS = `select 'decision' as what, p.client_id, coalesce(x.seq, 0) as seq from daybook.client_privacy p
  cross join lateral (values
    (p.deleted_seq, p.deleted_at, array['client.deleted']),
    (p.held_seq, p.held_at, array['hold.placed']),
    (p.gone_seq, p.gone_at, case p.gone when 1 then array['client.anonymised'] when 2 then array['client.erased'] end)
  ) as x(seq, at, actions)
  where p.workspace_id = $1 and ((x.seq is null) <> (x.at is null) or (p.gone is null) <> (p.gone_seq is null)
    or x.seq is not null and not ${toldBy('x.seq', 'x.actions', 'x.at', 'p.client_id')})`

const RECEIPTS = `select 'receipt', r.client_id, r.seq from daybook.erasures r
  where r.workspace_id = $1 and not ${toldBy(
    'r.seq',
    `case r.mode when 1 then array['client.anonymised'] else array['client.erased'] end`,
    'r.at',
    'r.client_id',
  )}`

const REQUESTS = `select 'request', r.client_id, r.seq from daybook.privacy_requests r
  left join daybook.entries asked on asked.workspace_id = $1 and asked.seq = r.seq
  left join daybook.kinds k on k.workspace_id = $1 and k.kind = asked.kind
  where r.workspace_id = $1 and (asked.seq is null or k.action <> 'client.erasure_requested'
    or r.asked_at <> asked.occurred_at
    or not exists (select from daybook.links l where l.workspace_id = $1 and l.object = r.client_id
        and l.occurred_at = asked.occurred_at and l.seq = asked.seq)
    or (r.decision is null) <> (r.decided_seq is null) or (r.decision is null) <> (r.decided_at is null)
    or r.decision is not null and not exists (
      select from daybook.entries e join daybook.kinds d on d.workspace_id = $1 and d.kind = e.kind
      where e.workspace_id = $1 and e.seq = r.decided_seq
        and d.action = (array['client.anonymised', 'client.erased', 'client.erasure_declined'])[r.decision]
        and (abs(e.recorded_at * 1000 - r.decided_at) < 60000 or e.occurred_at = r.decided_at)))`

const ASKED = `select 'asked', 0::bigint, e.seq from daybook.entries e
  join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
  where e.workspace_id = $1 and k.action = 'client.erasure_requested' and e.outcome = 1 and e.client is not null
    and not exists (select from daybook.privacy_requests r where r.workspace_id = $1 and r.seq = e.seq)`

const RETENTION = `select 'retention', 0::bigint, t.seq from daybook.retention_takes t
  where t.workspace_id = $1 and (not ${toldBy('t.seq', `array['retention.applied']`, 't.at')}
    or t.times <> (select count(*) from daybook.retention_takes b
      where b.workspace_id = $1 and b.year = t.year and b.seq <= t.seq))`

const HEAD = `select 'head', 0::bigint, h.privacy_seq from daybook.log_heads h
  where h.workspace_id = $1 and h.privacy_seq <> coalesce((select max(e.seq) from daybook.entries e
      join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
      where e.workspace_id = $1 and e.seq = h.privacy_seq and k.action in ('client.deleted', 'client.restored',
        'client.erased', 'client.anonymised', 'hold.placed', 'hold.released', 'retention.applied',
        'client.merged', 'client.unmerged')), 0)`

const WRONG = {
  name: 'check_privacy',
  text: [DECISIONS, RECEIPTS, REQUESTS, ASKED, RETENTION, HEAD].join(' union all '),
}
const LAST_KEK = {
  name: 'check_kek',
  text: 'select coalesce(max(kek), 0) as kek from daybook.keks where workspace_id = $1',
}

export async function readWrongPrivacy(
  pool: Pool,
  workspaceId: number,
): Promise<{
  wrong: WrongRow[]
  /** The number of the key-encryption key in force. */
  kek: number
}> {
  return readSnapshot(pool, workspaceId, async run => {
    const [wrong, [last]] = await Promise.all([
      run<WrongRow & Record<string, unknown>>(WRONG, [workspaceId]),
      run<{ kek: number }>(LAST_KEK, [workspaceId]),
    ])
    return { wrong, kek: last!.kek }
  })
}
