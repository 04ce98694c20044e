/** What is read, by Daybook and by the raw SQL that fetches the same rows and does nothing with them. */
import { countEntries, findClient, readEntries, type OpenDaybook, type Subject } from '@daybook/server/bench'
import type { Principal } from '@daybook/server/command'
import type pg from 'pg'
import { BUSIEST, randomFrom, RARE_ACTION, REGULARS } from '../recipe.ts'

export interface ReadWorkspace {
  readonly daybook: OpenDaybook
  readonly principal: Principal
  /** One connection inside the workspace's walls. */
  readonly raw: pg.Client
  /** Our ids of {@link REGULARS} and the busiest client by the host's. */
  readonly clients: ReadonlyMap<string, number>
  readonly rareKind: number
  /** Places in the older half of the busiest client's timeline. */
  readonly deep: readonly { cursor: string; at: number; seq: number }[]
}

export interface ReadCase {
  readonly ours: (workspace: ReadWorkspace, n: number) => Promise<unknown>
  readonly raw: (workspace: ReadWorkspace, n: number) => Promise<unknown>
  /** It takes so long that only a so many-th of the calls is made. */
  readonly rarer?: number
  /** The raw SQL takes so long that it runs in every so many-th call only. */
  readonly rawEvery?: number
}

const LIMIT = 50
const BUSIEST_TIMELINE: Subject = { of: 'client', id: BUSIEST }
const LOG: Subject = { of: 'log' }

const COLUMNS = `e.seq, e.recorded_at, e.occurred_at, e.actor, e.kind, e.day, e.source, e.outcome, e.leaf_hash,
  e.record, e.facts, e.facts_keys, e.client, e.more_clients`
const linked = (condition: string): string => `select ${COLUMNS} from (
    select l.occurred_at, l.seq from daybook.links l where l.workspace_id = $1 and l.object = $2 ${condition}
    order by l.occurred_at desc, l.seq desc limit ${LIMIT + 1}) m
  join daybook.entries e on e.workspace_id = $1 and e.seq = m.seq order by m.occurred_at desc, m.seq desc`
const logged = (condition: string): string => `select ${COLUMNS} from daybook.entries e
  where e.workspace_id = $1 and ${condition} order by e.seq desc limit ${LIMIT + 1}`

const page = (
  { daybook, principal }: ReadWorkspace,
  subject: Subject,
  filter = {},
  cursor?: string,
): Promise<unknown> =>
  readEntries(daybook, principal, { subject, filter, order: 'desc', limit: LIMIT, cursor })

const sql = (
  { raw, principal }: ReadWorkspace,
  name: string,
  text: string,
  values: unknown[],
): Promise<unknown> => raw.query({ name, text, values: [principal.workspaceId, ...values] })

const PAGED = [BUSIEST, ...REGULARS]
const clientOf = (n: number): string => PAGED[Math.floor(randomFrom(n)() * PAGED.length)]!
const placeOf = <T>(places: readonly T[], n: number): T =>
  places[Math.floor(randomFrom(n)() * places.length)]!
/** No seeded entry has this source: `physical`. */
const ABSENT = { source: ['physical'] }

export const READ_CASES: Readonly<Record<string, ReadCase>> = {
  'client page of 50': {
    ours: (ws, n) => page(ws, { of: 'client', id: clientOf(n) }),
    raw: (ws, n) => sql(ws, 'page', linked(''), [ws.clients.get(clientOf(n))]),
  },
  'deep page of the busiest client': {
    ours: (ws, n) => page(ws, BUSIEST_TIMELINE, {}, placeOf(ws.deep, n).cursor),
    raw(ws, n) {
      const { at, seq } = placeOf(ws.deep, n)
      const text = linked('and (l.occurred_at, l.seq) < ($3::bigint, $4::bigint)')
      return sql(ws, 'deep', text, [ws.clients.get(BUSIEST), at, seq])
    },
  },
  'rare action in the busiest client': {
    ours: ws => page(ws, BUSIEST_TIMELINE, { action: [RARE_ACTION] }),
    raw: ws => sql(ws, 'rare', linked('and l.kind = $3'), [ws.clients.get(BUSIEST), ws.rareKind]),
  },
  'facet counts of the busiest client': {
    ours: ({ daybook, principal }) => countEntries(daybook, principal, BUSIEST_TIMELINE, {}),
    raw: ws =>
      sql(
        ws,
        'facets',
        `select kind, source, actor, count(*) from daybook.links where workspace_id = $1 and object = $2
         group by kind, source, actor`,
        [ws.clients.get(BUSIEST)],
      ),
    rawEvery: 20,
  },
  'facet counts of the workspace log': {
    ours: ({ daybook, principal }) => countEntries(daybook, principal, LOG, {}),
    raw: ws =>
      sql(
        ws,
        'log_facets',
        `select kind, source, actor, sum(n) from daybook.counts
         where workspace_id = $1 and object = 0 and zone_set = 0 group by kind, source, actor`,
        [],
      ),
    rarer: 5,
    rawEvery: 20,
  },
  'workspace log, rare action': {
    ours: ws => page(ws, LOG, { action: [RARE_ACTION] }),
    raw: ws => sql(ws, 'log_rare', logged('e.kind = $2'), [ws.rareKind]),
  },
  'workspace log, a filter that matches nothing': {
    ours: ws => page(ws, LOG, ABSENT),
    raw: ws => sql(ws, 'log_nothing', logged('e.source = 6'), []),
    rarer: 50,
  },
}

/** Finds what the cases need; pages through the busiest client once. */
export async function openReadWorkspace(
  daybook: OpenDaybook,
  principal: Principal,
  raw: pg.Client,
): Promise<ReadWorkspace> {
  const { workspaceId } = principal
  // For this session the walls of row-level security stand around this workspace.
  await raw.query(`select set_config('daybook.workspace', $1, false)`, [String(workspaceId)])
  const keys = daybook.folder.workspace(workspaceId)
  const clients = new Map<string, number>()
  for (const id of PAGED) clients.set(id, (await findClient(daybook.pools.app, workspaceId, keys, id))!)
  const kind = (await daybook.kinds.all(workspaceId)).find(({ action }) => action === RARE_ACTION)
  const places: { cursor: string; at: number; seq: number }[] = []
  for (let cursor: string | undefined; ; ) {
    const request = { subject: BUSIEST_TIMELINE, filter: {}, order: 'desc' as const, limit: 200, cursor }
    const { entries, next } = await readEntries(daybook, principal, request)
    const last = entries.at(-1)
    if (next === null || last === undefined) break
    places.push({ cursor: next, at: Date.parse(last.occurredAt), seq: last.seq })
    cursor = next
  }
  return { daybook, principal, raw, clients, rareKind: kind!.kind, deep: places.slice(places.length >> 1) }
}
