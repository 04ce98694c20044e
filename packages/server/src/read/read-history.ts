/**
 * A page of a history: of one client, of one object, or of the whole log. It never hangs: a filter that matches rarely
 * scans for a bounded time and then answers with what it has and where to go on.
 */
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import type { EntryRow } from '../store/read/entry-row.ts'
import type { RowFilter } from '../store/read/filter.ts'
import { openRows, type OpenRow } from '../store/read/open-rows.ts'
import { isOwnLogSmall, scanOwnLog } from '../store/read/own-log.ts'
import { isPlain, type Order, type Position, scanPlain, scanStep, type Step } from '../store/read/scan.ts'
import { readTogether } from '../store/transaction.ts'

/** Milliseconds after which a page answers with what it has. */
export const SCAN_TIME = 200
const FIRST_CHUNK = 512
const LAST_CHUNK = 16_384
/** Rows that are opened and matched at once. */
const OPEN_CHUNK = 256

/** What only an opened entry can tell. */
export type Match = (row: OpenRow) => boolean
/** What is left of an entry for this reader; undefined where they may not see it. */
export type Sees = (row: OpenRow) => OpenRow | undefined

/** What keeps from a reader what is not theirs; nothing where they see everything. */
export interface Seeing {
  readonly sees?: Sees
  /** The same as far as a row tells it, before it is opened: set where most of what is read may be not theirs. */
  readonly glance?: (row: EntryRow) => boolean
  /** All the clients of whom the reader sees anything: set together with `glance`. */
  readonly own?: readonly number[]
}

export interface HistoryRequest extends Seeing {
  /** The client or object; the whole log where absent. */
  readonly object?: number
  /** Clients merged into that one. */
  readonly merged?: readonly number[] | undefined
  readonly filter: RowFilter
  readonly matches?: Match
  readonly order: Order
  readonly after?: Position
  readonly limit: number
}

export interface HistoryPage {
  readonly rows: readonly OpenRow[]
  /** Where the next page begins; null at the end. */
  readonly next: Position | null
  /** True where the time was over before the page was full. */
  readonly cutShort: boolean
}

export async function readHistory(
  daybook: Daybook,
  workspace: Workspace,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const { object, merged, filter, order, limit, matches, sees } = request
  const scan = { workspaceId: workspace.id, object, merged, filter, order }
  const step = (work: Parameters<typeof readTogether<Step>>[2]): Promise<Step> =>
    readTogether(daybook.pools.app, workspace.id, work)
  if (matches === undefined && sees === undefined && isPlain(filter)) {
    const page = await step(run => scanPlain(run, { ...scan, after: request.after, limit }))
    return { rows: await openRows(daybook, workspace.id, page.rows), next: page.next, cutShort: false }
  }
  const narrow = Object.keys(filter).every(
    name => name === 'kinds' || filter[name as keyof RowFilter] === undefined,
  )
  const deadline = daybook.now() + SCAN_TIME
  const found: OpenRow[] = []
  let after = request.after
  const own = object === undefined ? await smallOwnLog(daybook, workspace, request.own) : undefined
  const glance = own === undefined ? request.glance : undefined
  const looks = matches !== undefined || glance !== undefined
  let chunk = looks ? OPEN_CHUNK : narrow ? limit + 1 : FIRST_CHUNK
  for (;;) {
    const wanted = looks ? chunk : limit + 1 - found.length
    const page = await step(run =>
      own === undefined
        ? scanStep(run, { ...scan, after, chunk, limit: wanted })
        : scanOwnLog(run, { ...scan, clients: own, after, limit: wanted }),
    )
    const rows = glance === undefined ? page.rows : page.rows.filter(glance)
    const opened = await openRows(daybook, workspace.id, rows)
    for (const row of opened) {
      const seen = sees === undefined ? row : sees(row)
      if (seen !== undefined && matches?.(seen) !== false) found.push(seen)
    }
    if (found.length > limit) {
      const full = found.slice(0, limit)
      return { rows: full, next: placeOf(full.at(-1)!, object), cutShort: false }
    }
    if (page.next === null) return { rows: found, next: null, cutShort: false }
    after = page.next
    if (daybook.now() >= deadline) return { rows: found, next: after, cutShort: true }
    chunk = Math.min(chunk * 4, looks ? OPEN_CHUNK * 8 : LAST_CHUNK)
  }
}

/** The reader's own clients, where their links are few enough to be read instead of the log. */
async function smallOwnLog(
  { pools }: Daybook,
  { id }: Workspace,
  own: readonly number[] | undefined,
): Promise<readonly number[] | undefined> {
  if (own === undefined) return undefined
  return (await readTogether(pools.app, id, run => isOwnLogSmall(run, id, own))) ? own : undefined
}

const placeOf = ({ row }: OpenRow, object: number | undefined): Position => ({
  at: object === undefined ? 0 : row.occurred_at,
  seq: row.seq,
})
