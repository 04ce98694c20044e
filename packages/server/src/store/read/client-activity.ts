/** What last happened to some clients, and their counts, for a page of the client list. */
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { isAccess, type Sight } from '../../policy/sight.ts'
import { isActivity, isBeginning, isProfileEdit, isSignIn } from '../../read/activity-kinds.ts'
import type { Kind } from '../append/kinds.ts'
import { CLIENTS_SET } from '../counting.ts'
import { int4Array, int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { countMerged } from './count.ts'
import { ENTRY_COLUMNS, type EntryRow } from './entry-row.ts'

export interface ClientActivity {
  readonly last?: EntryRow
  readonly lastSignIn?: EntryRow
  readonly lastProfileEdit?: EntryRow
  readonly entries: number
  /** Bookings that began: booked, asked for or first recorded. */
  readonly bookings: number
  /** Bookings not come to, less those that were cleared. */
  readonly noShows: number
}

export interface ActivityOptions {
  /** What the reader sees: of the rest nothing is told, nor counted. */
  readonly sight: Sight
  /** When the profile was last written to. */
  readonly profile: boolean
}

const SELECT_LAST = {
  name: 'last_of_clients',
  text: `select c.id as client_id, ${ENTRY_COLUMNS} from unnest($2::bigint[]) as c(id)
         cross join lateral (select seq from daybook.links l
           where l.workspace_id = $1 and l.object = c.id and l.kind <> all($3::int[])
             and ($4::bigint[] is null or l.actor = any($4))
           order by l.occurred_at desc, l.seq desc limit 1) last
         join daybook.entries e on e.workspace_id = $1 and e.seq = last.seq`,
}
/** Of rare kinds: the last of each kind is found at once, however long the history is. */
const SELECT_LAST_OF_KINDS = {
  name: 'last_of_clients_by_kind',
  text: `select c.id as client_id, ${ENTRY_COLUMNS} from unnest($2::bigint[]) as c(id)
         cross join lateral (select one.seq from unnest($3::int[]) as k(kind)
           cross join lateral (select l.occurred_at, l.seq from daybook.links l
             where l.workspace_id = $1 and l.object = c.id and l.kind = k.kind
               and ($4::bigint[] is null or l.actor = any($4))
             order by l.occurred_at desc, l.seq desc limit 1) one
           order by one.occurred_at desc, one.seq desc limit 1) last
         join daybook.entries e on e.workspace_id = $1 and e.seq = last.seq`,
}
const SELECT_COUNTS = {
  name: 'counts_of_clients',
  text: `select object as client_id, sum(n)::bigint as entries,
           coalesce(sum(n) filter (where kind = any($3::int[])), 0)::bigint as bookings,
           coalesce(sum(n) filter (where kind = any($4::int[])), 0)::bigint as missed,
           coalesce(sum(n) filter (where kind = any($5::int[])), 0)::bigint as cleared
         from daybook.counts where workspace_id = $1 and object = any($2::bigint[]) and zone_set = ${CLIENTS_SET}
           and kind <> all($6::int[]) and ($7::bigint[] is null or actor = any($7)) group by object`,
}

type RowOf = EntryRow & { client_id: number }
interface CountsOf {
  client_id: number
  entries: number
  bookings: number
  missed: number
  cleared: number
}

/**
 * The same of the profiles that stand on one page, by the first of each: what several of them are named in is counted
 * once.
 */
export async function activityOfPages(
  daybook: Daybook,
  workspace: Workspace,
  pages: readonly (readonly number[])[],
  options: ActivityOptions,
): Promise<Map<number, ClientActivity>> {
  const activity = await activityOf(daybook, workspace, pages.flat(), options)
  const shared = pages.filter(page => page.length > 1)
  if (shared.length === 0) return activity
  const kinds = await daybook.kinds.all(workspace.id)
  for (const page of shared) {
    const own = page.flatMap(id => activity.get(id) ?? [])
    if (own.length === 0) continue
    const actors = options.sight.only?.to === 'own_acts' ? options.sight.only.actors : undefined
    const rows = await countMerged(daybook.pools.app, workspace.id, page, actors ? { actors } : {})
    const count = (counts: (kind: Kind) => boolean): number => {
      const numbers = new Set(kinds.filter(counts).map(kind => kind.kind))
      return rows.reduce((sum, row) => (numbers.has(row.kind) ? sum + row.n : sum), 0)
    }
    const of = (action: string) => count(kind => kind.action === action)
    activity.set(page[0]!, {
      last: latest(own.map(one => one.last)),
      lastSignIn: latest(own.map(one => one.lastSignIn)),
      lastProfileEdit: latest(own.map(one => one.lastProfileEdit)),
      entries: count(kind => options.sight.access || !isAccess(kind)),
      bookings: count(isBeginning),
      noShows: Math.max(0, of('booking.no_show') - of('booking.no_show_cleared')),
    })
  }
  return activity
}

const latest = (rows: readonly (EntryRow | undefined)[]): EntryRow | undefined =>
  rows.reduce(
    (last, row) =>
      row !== undefined &&
      (last === undefined ||
        row.occurred_at > last.occurred_at ||
        (row.occurred_at === last.occurred_at && row.seq > last.seq))
        ? row
        : last,
    undefined,
  )

async function activityOf(
  daybook: Daybook,
  workspace: Workspace,
  clientIds: readonly number[],
  { sight, profile }: ActivityOptions,
): Promise<Map<number, ClientActivity>> {
  if (clientIds.length === 0) return new Map()
  const kinds = await daybook.kinds.all(workspace.id)
  const numbers = (counts: (kind: Kind) => boolean) => int4Array(kinds.filter(counts).map(kind => kind.kind))
  const of = (action: string) => numbers(kind => kind.action === action)
  const closed = numbers(kind => !sight.access && isAccess(kind))
  const quiet = numbers(kind => !isActivity(kind) || (!sight.access && isAccess(kind)))
  const actors = sight.only?.to === 'own_acts' ? int8Array(sight.only.actors) : null
  const ids = int8Array(clientIds)
  const [last, signIns, edits, counts] = await readTogether(daybook.pools.app, workspace.id, run =>
    Promise.all([
      run<RowOf>(SELECT_LAST, [workspace.id, ids, quiet, actors]),
      sight.access ? run<RowOf>(SELECT_LAST_OF_KINDS, [workspace.id, ids, numbers(isSignIn), actors]) : [],
      profile ? run<RowOf>(SELECT_LAST_OF_KINDS, [workspace.id, ids, numbers(isProfileEdit), actors]) : [],
      run<CountsOf & Record<string, unknown>>(SELECT_COUNTS, [
        workspace.id,
        ids,
        numbers(isBeginning),
        of('booking.no_show'),
        of('booking.no_show_cleared'),
        closed,
        actors,
      ]),
    ]),
  )
  const byClient = (rows: readonly RowOf[]) => new Map(rows.map(row => [row.client_id, row]))
  const [lastOf, signInOf, editOf] = [byClient(last), byClient(signIns), byClient(edits)]
  return new Map(
    counts.map(row => [
      row.client_id,
      {
        last: lastOf.get(row.client_id),
        lastSignIn: signInOf.get(row.client_id),
        lastProfileEdit: editOf.get(row.client_id),
        entries: row.entries,
        bookings: row.bookings,
        noShows: Math.max(0, row.missed - row.cleared),
      },
    ]),
  )
}
