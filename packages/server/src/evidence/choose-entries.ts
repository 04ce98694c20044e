/** A request for evidence → the entries that it is of, and what the entry that tells of it says. */
import { type Draft, DraftObject, type InputError, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { readRecord } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId, parseEntryId } from '../ids.ts'
import { isHidden, isHiddenObject } from '../read/veil.ts'
import { findClient, findObject } from '../store/find.ts'
import {
  type EntryPlace,
  readLinkedPlaces,
  readNamedPlaces,
  readTypeOfObject,
} from '../store/proof/linked-entries.ts'
import { readTimeRange, type TimeRange } from '../store/read/time-range.ts'
import { type EvidenceRequest, MAX_ENTRIES } from './evidence-request.ts'

export interface ChosenEntries {
  /** As they happened; one at least. */
  readonly seqs: readonly number[]
  /** The one client whom it is about: of others nothing personal is shown. */
  readonly client?: number
  /** What the entry that tells of the evidence is about. */
  readonly about: Pick<Draft, 'client' | 'object'>
}

/** Throws `not_found`, `query_invalid`, `evidence_too_large`. */
export async function chooseEntries(
  daybook: Daybook,
  workspace: Workspace,
  request: EvidenceRequest,
  hidden: ReadonlySet<number>,
): Promise<ChosenEntries> {
  const chosen =
    request.entries === undefined
      ? await ofSubject(daybook, workspace, request, hidden)
      : await ofList(daybook, workspace, request.entries, hidden)
  if (chosen.seqs.length === 0) throw new LogError('not_found', 'There are no entries to show.')
  if (chosen.seqs.length > MAX_ENTRIES)
    throw new LogError(
      'evidence_too_large',
      `More than ${MAX_ENTRIES} entries: choose a time with "from" and "to".`,
    )
  return chosen
}

async function ofSubject(
  daybook: Daybook,
  workspace: Workspace,
  request: EvidenceRequest,
  hidden: ReadonlySet<number>,
): Promise<ChosenEntries> {
  const errors: InputError[] = []
  const range = readTimeRange(request.from, request.to, workspace.timeZone, errors)
  if (errors.length > 0) throw new LogError('query_invalid', errors[0]!.message, { errors })
  const { app } = daybook.pools
  const keys = daybook.folder.workspace(workspace.id)
  const most = range === undefined ? MAX_ENTRIES : Number.POSITIVE_INFINITY
  const read = async (id: number): Promise<number[]> =>
    (await readLinkedPlaces(app, workspace.id, id, most))
      .filter(place => range === undefined || isWithin(place, range))
      .map(({ seq }) => seq)
  if (request.client !== undefined) {
    const id = await findClient(app, workspace.id, keys, request.client)
    if (id === undefined || hidden.has(id))
      throw new LogError('not_found', 'There is no client with this id.')
    return { seqs: await read(id), client: id, about: { client: { id: formatId('cl', id) } } }
  }
  const name = request.object!
  const colon = name.indexOf(':')
  const type = colon < 0 ? undefined : name.slice(0, colon)
  const known = type === undefined || DraftObject.shape.type.safeParse(type).success
  const id = known
    ? await findObject(app, workspace.id, keys, type, colon < 0 ? name : name.slice(colon + 1))
    : undefined
  if (id === undefined || (await isHiddenObject(daybook, workspace, id, hidden)))
    throw new LogError('not_found', 'There is no object with this id.')
  return {
    seqs: await visible(daybook, workspace, await read(id), hidden),
    about: { object: { type: await readTypeOfObject(app, workspace.id, id), id: formatId('ob', id) } },
  }
}

const isWithin = ({ occurred_at: at, day }: EntryPlace, range: TimeRange): boolean =>
  day === null ? at >= range.from && at < range.to : day >= range.fromDay && day <= range.toDay

const PAGE = 1000

/** Without the entries that are about hidden clients only. */
async function visible(
  { pools }: Daybook,
  workspace: Workspace,
  seqs: readonly number[],
  hidden: ReadonlySet<number>,
): Promise<readonly number[]> {
  if (hidden.size === 0) return seqs
  const out = new Set<number>()
  for (let at = 0; at < seqs.length; at += PAGE) {
    for (const row of await readNamedPlaces(pools.app, workspace.id, seqs.slice(at, at + PAGE)))
      if (isHidden(readRecord(row.record).clientIds, hidden)) out.add(row.seq)
  }
  return seqs.filter(seq => !out.has(seq))
}

async function ofList(
  daybook: Daybook,
  workspace: Workspace,
  ids: readonly string[],
  hidden: ReadonlySet<number>,
): Promise<ChosenEntries> {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const seqs = ids.map(id => parseEntryId(entryIdKey, workspace.generations, id))
  const wanted = [...new Set(seqs.flatMap(seq => seq ?? []))]
  const places: EntryPlace[] = []
  const clients = new Map<number, number>()
  for (let at = 0; at < wanted.length; at += PAGE) {
    const page = wanted.slice(at, at + PAGE)
    for (const row of await readNamedPlaces(daybook.pools.app, workspace.id, page)) {
      const { clientIds } = readRecord(row.record)
      if (isHidden(clientIds, hidden)) continue
      places.push(row)
      for (const client of clientIds) clients.set(client, (clients.get(client) ?? 0) + 1)
    }
  }
  const found = new Set(places.map(({ seq }) => seq))
  const missing = seqs.findIndex(seq => seq === undefined || !found.has(seq))
  if (missing >= 0)
    throw new LogError('not_found', `/entries/${missing}: there is no entry with this id.`, {
      errors: [{ path: `/entries/${missing}`, message: 'there is no entry with this id' }],
    })
  places.sort((a, b) => a.occurred_at - b.occurred_at || a.seq - b.seq)
  // Entries that all are of one client are about that client.
  const [only] = clients.size === 1 ? clients.keys() : []
  const client = only !== undefined && clients.get(only) === places.length ? only : undefined
  return {
    seqs: places.map(({ seq }) => seq),
    about: client === undefined ? {} : { client: { id: formatId('cl', client) } },
  }
}
