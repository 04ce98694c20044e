/** A request for evidence → the entries that it is of, and what the entry that tells of it says. */
import { type Draft, type InputError, LogError } from '@daybook/protocol'
import { DraftObject } from '@daybook/protocol/draft'
import type { Daybook } from '../daybook.ts'
import { readRecord } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId, parseEntryId } from '../ids.ts'
import { seesAll, seesClient, seesEntry, type Sight } from '../policy/sight.ts'
import { isHiddenObject } from '../read/veil.ts'
import { findClient, findObject } from '../store/find.ts'
import {
  type EntryPlace,
  isGone,
  readLinkedPlaces,
  readNamedPlaces,
  readTypeOfObject,
} from '../store/proof/linked-entries.ts'
import { readTimeRange, type TimeRange } from '../store/read/time-range.ts'
import { type EvidenceRequest, MAX_ENTRIES } from './evidence-request.ts'

export interface ChosenEntries {
  /** As they happened; one at least. */
  readonly seqs: readonly number[]
  /** The one client whom it is about, with those merged into them: of others nothing personal is shown. */
  readonly clients?: readonly number[]
  /** What the entry that tells of the evidence is about. */
  readonly about: Pick<Draft, 'client' | 'object'>
}

/** Of what the reader sees. Throws `not_found`, `query_invalid`, `evidence_too_large`. */
export async function chooseEntries(
  daybook: Daybook,
  workspace: Workspace,
  request: EvidenceRequest,
  sight: Sight,
): Promise<ChosenEntries> {
  const chosen =
    request.entries === undefined
      ? await ofSubject(daybook, workspace, request, sight)
      : await ofList(daybook, workspace, request.entries, sight)
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
  sight: Sight,
): Promise<ChosenEntries> {
  const errors: InputError[] = []
  const range = readTimeRange(request.from, request.to, workspace.timeZone, errors)
  if (errors.length > 0) throw new LogError('query_invalid', errors[0]!.message, { errors })
  const { app } = daybook.pools
  const keys = daybook.folder.workspace(workspace.id)
  const most = range === undefined ? MAX_ENTRIES : Number.POSITIVE_INFINITY
  const read = async (ids: readonly number[]): Promise<number[]> => {
    const places = await readPlaces(app, workspace.id, ids, most)
    const seqs = places.filter(place => range === undefined || isWithin(place, range)).map(({ seq }) => seq)
    if (seesAll(sight)) return seqs
    const { places: seen } = await readSeen(daybook, workspace, seqs, sight)
    const visible = new Set(seen.map(({ seq }) => seq))
    return seqs.filter(seq => visible.has(seq))
  }
  if (request.client !== undefined) {
    const named = await findClient(app, workspace.id, keys, request.client)
    const merges = await daybook.privacy.merges(workspace.id)
    const clients = named === undefined ? [] : merges.groupOf(named)
    const [id] = clients
    if (id === undefined || !seesClient(sight, id))
      throw new LogError('not_found', 'There is no client with this id.')
    return { seqs: await read(clients), clients, about: await aboutClient(daybook, workspace.id, id) }
  }
  const name = request.object!
  const colon = name.indexOf(':')
  const type = colon < 0 ? undefined : name.slice(0, colon)
  const known = type === undefined || DraftObject.shape.type.safeParse(type).success
  const id = known
    ? await findObject(app, workspace.id, keys, type, colon < 0 ? name : name.slice(colon + 1))
    : undefined
  if (id === undefined || (await isHiddenObject(daybook, workspace, id, sight)))
    throw new LogError('not_found', 'There is no object with this id.')
  return {
    seqs: await read([id]),
    about: { object: { type: await readTypeOfObject(app, workspace.id, id), id: formatId('ob', id) } },
  }
}

/** Of clients who are merged, each entry once. */
async function readPlaces(
  pool: Daybook['pools']['app'],
  workspaceId: number,
  ids: readonly number[],
  most: number,
): Promise<EntryPlace[]> {
  const lists = await Promise.all(ids.map(id => readLinkedPlaces(pool, workspaceId, id, most)))
  if (lists.length === 1) return lists[0]!
  const bySeq = new Map(lists.flat().map(place => [place.seq, place]))
  return [...bySeq.values()].sort((a, b) => a.occurred_at - b.occurred_at || a.seq - b.seq)
}

const isWithin = ({ occurred_at: at, day }: EntryPlace, range: TimeRange): boolean =>
  day === null ? at >= range.from && at < range.to : day >= range.fromDay && day <= range.toDay

const PAGE = 1000

async function ofList(
  daybook: Daybook,
  workspace: Workspace,
  ids: readonly string[],
  sight: Sight,
): Promise<ChosenEntries> {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const seqs = ids.map(id => parseEntryId(entryIdKey, workspace.generations, id))
  const wanted = [...new Set(seqs.flatMap(seq => seq ?? []))]
  const { places, clients } = await readSeen(daybook, workspace, wanted, sight)
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
    about: client === undefined ? {} : await aboutClient(daybook, workspace.id, client),
  }
}

async function aboutClient(
  { pools }: Daybook,
  workspaceId: number,
  id: number,
): Promise<ChosenEntries['about']> {
  return (await isGone(pools.app, workspaceId, id)) ? {} : { client: { id: formatId('cl', id) } }
}

/** Those of these entries that the reader sees, and how many are about each client. */
async function readSeen(
  daybook: Daybook,
  workspace: Workspace,
  seqs: readonly number[],
  sight: Sight,
): Promise<{ places: EntryPlace[]; clients: Map<number, number> }> {
  const places: EntryPlace[] = []
  const clients = new Map<number, number>()
  for (let at = 0; at < seqs.length; at += PAGE) {
    for (const row of await readNamedPlaces(daybook.pools.app, workspace.id, seqs.slice(at, at + PAGE))) {
      const record = readRecord(row.record)
      if (!seesEntry(sight, record)) continue
      places.push(row)
      for (const client of record.clientIds) clients.set(client, (clients.get(client) ?? 0) + 1)
    }
  }
  return { places, clients }
}
