/** An object or a client's profile as it was at a time, and as it was known at a time (R-C6). */
import { LogError, type ObjectView } from '@daybook/protocol'
import { viewClient, viewObject } from '../acts/view-object.ts'
import type { Daybook } from '../daybook.ts'
import { endOfDay, formatInstant, parseOccurrence } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { readMergesAt } from '../store/merging/merges-at.ts'
import { openRows } from '../store/read/open-rows.ts'
import { readLinked } from '../store/read/linked-after.ts'
import type { EntryRow } from '../store/read/entry-row.ts'
import { findStored, missing, type Stored, withSeenClients } from './read-object.ts'
import { stateFrom } from './seen-of.ts'
import { visibilityOf } from './visibility-of.ts'

export interface AsOf {
  /** By what had happened: an instant or a date, its end. */
  readonly at?: string | undefined
  /** By what was recorded: an instant, a date, or the seq of an entry. */
  readonly known?: string | undefined
}

/** Throws `not_found`, also where it was not known yet; `query_invalid`. */
export async function readAsOf(
  daybook: Daybook,
  principal: Principal,
  type: string,
  id: string,
  asked: AsOf,
): Promise<ObjectView> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const found = await findStored(daybook, principal, workspace, type, id)
  if (found === undefined) throw missing(type)
  const at = asked.at === undefined ? undefined : readTime(workspace, 'at', asked.at)
  const known = asked.known === undefined ? undefined : readKnown(workspace, asked.known)
  const subject = found.of === 'client' ? found.stored.client.id : found.stored.object.id
  const happened = (row: EntryRow): boolean => at === undefined || row.occurred_at <= at
  const wasKnown = (row: EntryRow): boolean => known === undefined || known(row)
  const seqs = await readLinked(daybook.pools.app, workspace.id, subject)
  const all = await readEntriesBySeq(daybook, workspace.id, seqs)
  const sight = await visibilityOf(daybook, principal)
  const opened = await openRows(
    daybook,
    workspace.id,
    seqs.flatMap(seq => all.get(seq) ?? []).filter(happened),
  )
  const rows = opened.flatMap(row => veil(row, sight) ?? [])
  const then = rows.filter(row => wasKnown(row.row))
  if (then.length === 0) throw new LogError('not_found', `Nothing was known of this ${type} then.`)
  const merged = found.of === 'client' ? await mergedThen(daybook, workspace, { subject, sight, asked }) : []
  const view = viewThen(sight, stateFrom(found, then), then.at(-1)!.row.seq)
  return {
    ...view,
    asOf: {
      ...(at !== undefined && { at: formatInstant(at) }),
      entries: then.length,
      // What had happened by then, and came to be known only later.
      notYetKnown: rows.length - then.length,
      ...(merged.length > 0 && { merged }),
    },
  }
}

/** Whose profiles stood on the client's page: by when they were merged, as far as it was known. */
async function mergedThen(
  daybook: Daybook,
  workspace: Workspace,
  { subject, sight, asked }: { readonly subject: number; readonly sight: Sight; readonly asked: AsOf },
): Promise<NonNullable<NonNullable<ObjectView['asOf']>['merged']>> {
  const isSeq = asked.known !== undefined && SEQ.test(asked.known)
  const times = [
    ...(asked.at === undefined ? [] : [readTime(workspace, 'at', asked.at)]),
    ...(asked.known === undefined || isSeq ? [] : [readTime(workspace, 'known', asked.known)]),
  ]
  const merges = await readMergesAt(daybook, workspace, {
    recorded: Math.floor(Math.min(...times, daybook.now()) / 1000),
    seq: isSeq ? Number(asked.known) : Number.MAX_SAFE_INTEGER,
  })
  const ids = merges.mergedInto(subject).filter(id => seesClient(sight, id))
  return Promise.all(
    ids.map(async id => {
      const client = await daybook.clientIndex.get(daybook, workspace.id, id)
      return {
        id: formatId('cl', id),
        ...(client?.hostId !== undefined && { hostId: client.hostId }),
        ...(client?.name !== undefined && { name: client.name }),
      }
    }),
  )
}

const SEQ = /^\d{1,15}$/

/** What is over cannot be acted on. */
function viewThen(sight: Sight, found: Stored, lastSeq: number): ObjectView {
  if (found.of === 'client') return viewClient({ ...found.stored, lastSeq }, [])
  return withSeenClients(sight, found.stored, viewObject({ ...found.stored, lastSeq }, []))
}

function readTime({ timeZone }: Workspace, name: string, text: string): number {
  const read = parseOccurrence(text, timeZone)
  if (typeof read === 'string')
    throw new LogError('query_invalid', `${name}: ${read}`, { errors: [{ path: `/${name}`, message: read }] })
  return read.day === undefined ? read.at : endOfDay(read.day, timeZone)
}

function readKnown(workspace: Workspace, text: string): (row: EntryRow) => boolean {
  if (SEQ.test(text)) return row => row.seq <= Number(text)
  const seconds = Math.floor(readTime(workspace, 'known', text) / 1000)
  return row => row.recorded_at <= seconds
}
