/** Links, counts, kinds, actors, clients and objects against the records of the entries. */
import { LIMITS } from '@daybook/protocol'
import { servesEverybody } from '../../packages/server/src/entry/ownership.ts'
import { localDay } from '../../packages/server/src/entry/times.ts'
import type { WorkspaceKeys } from '../../packages/server/src/keys/key-folder.ts'
import { clientLookup, objectLookup } from '../../packages/server/src/store/load-known.ts'
import type { LogRows } from './log-rows.ts'
import type { Report, StoredEntry } from './stored-entry.ts'

export function checkReadModels(
  rows: LogRows,
  entries: readonly StoredEntry[],
  keys: WorkspaceKeys,
  report: Report,
): void {
  checkKinds(rows, entries, report)
  checkLinks(rows, entries, report)
  checkCounts(rows, entries, report)
  checkActors(rows, entries, report)
  checkClients(rows, entries, keys, report)
  checkObjects(rows, entries, keys, report)
  checkOwners(rows, entries, report)
}

/** Reports what stands in one of the lists and not in the other. */
function compareSets(
  name: string,
  found: readonly string[],
  expected: readonly string[],
  report: Report,
): void {
  const there = new Set(found)
  const wanted = new Set(expected)
  if (there.size !== found.length) report(`${name}: ${found.length - there.size} stand there twice`)
  for (const one of wanted) if (!there.has(one)) report(`${name}: missing ${one}`)
  for (const one of there) if (!wanted.has(one)) report(`${name}: unexpected ${one}`)
}

function checkKinds({ kinds }: LogRows, entries: readonly StoredEntry[], report: Report): void {
  const byNumber = new Map(kinds.map(kind => [kind.kind, kind]))
  for (const { row, record } of entries) {
    const kind = byNumber.get(row.kind)
    const told =
      kind && [kind.action, [kind.category, kind.type, kind.related].filter(Boolean).join('/')].join(' ')
    if (told !== `${String(record.get('action'))} ${String(record.get('class'))}`)
      report(`seq ${row.seq} is of kind ${row.kind}, which is ${told}`)
  }
}

function checkLinks({ links }: LogRows, entries: readonly StoredEntry[], report: Report): void {
  const text = (seq: number, object: number, row: LogRows['links'][number] | StoredEntry['row']): string =>
    [seq, object, row.occurred_at, row.actor, row.kind, row.day, row.source, row.outcome].join(' ')
  compareSets(
    'links',
    links.map(row => text(row.seq, row.object, row)),
    entries.flatMap(({ row, linked }) => linked.map(object => text(row.seq, object, row))),
    report,
  )
}

function checkCounts({ counts, workspace }: LogRows, entries: readonly StoredEntry[], report: Report): void {
  const expected = new Map<string, number>()
  for (const { row, clientIds } of entries) {
    const day = row.day ?? localDay(row.occurred_at, workspace.time_zone)
    const tail = `${row.kind} ${row.source} ${row.actor ?? 0}`
    for (const place of new Set([`0 ${day}`, ...clientIds.map(id => `${id} 0`)])) {
      expected.set(`${place} ${tail}`, (expected.get(`${place} ${tail}`) ?? 0) + 1)
    }
  }
  compareSets(
    'counts',
    counts
      .filter(row => row.n !== 0)
      .map(row => `${row.object} ${row.day} ${row.kind} ${row.source} ${row.actor} = ${row.n}`),
    [...expected].map(([name, n]) => `${name} = ${n}`),
    report,
  )
}

function checkActors({ actors }: LogRows, entries: readonly StoredEntry[], report: Report): void {
  const named = entries.flatMap(({ actor }) =>
    actor === undefined ? [] : [`${actor.code} ${actor.type} ${actor.hostId}`],
  )
  compareSets(
    'actors',
    actors.map(row => `${row.actor} ${row.type} ${row.host_id}`),
    named,
    report,
  )
}

/** The numbers of the entries that name each client, or each object. */
function seqsBy(
  entries: readonly StoredEntry[],
  idsOf: (entry: StoredEntry) => readonly number[],
): Map<number, number[]> {
  const seqs = new Map<number, number[]>()
  for (const entry of entries) {
    for (const id of new Set(idsOf(entry))) {
      const own = seqs.get(id)
      if (own === undefined) seqs.set(id, [entry.row.seq])
      else own.push(entry.row.seq)
    }
  }
  return seqs
}

function checkClients(
  rows: LogRows,
  entries: readonly StoredEntry[],
  keys: WorkspaceKeys,
  report: Report,
): void {
  const seqs = seqsBy(entries, entry => entry.clientIds)
  compareSets(
    'clients',
    rows.clients.map(row => `${row.client_id}`),
    [...seqs.keys()].map(String),
    report,
  )
  const hostIds = new Map(
    entries.flatMap(({ clientIds, personal }) => clientIds.map((id, i) => [id, personal[i]!.get('hostId')])),
  )
  for (const row of rows.clients) {
    const own = seqs.get(row.client_id) ?? []
    if (row.lookup?.equals(clientLookup(keys, String(hostIds.get(row.client_id)))) === false)
      report(`client ${row.client_id}: another look-up`)
    checkVersion(`client ${row.client_id}`, row.version, row.first_seq, row.directory_seq, own, report)
  }
  for (const { client_id } of rows.clientKeys)
    if (!seqs.has(client_id)) report(`a key of client ${client_id}, whom no entry names`)
}

function checkObjects(
  rows: LogRows,
  entries: readonly StoredEntry[],
  keys: WorkspaceKeys,
  report: Report,
): void {
  const seqs = seqsBy(entries, entry => entry.objects.map(object => object.id))
  const named = new Map(
    entries.flatMap(({ objects, facts }) =>
      objects.map(
        ({ id, type }, i) => [id, { type, hostId: String(facts.get(`object/${i + 1}/id`)) }] as const,
      ),
    ),
  )
  compareSets(
    'objects',
    rows.objects.map(row => `${row.object_id} ${row.type}`),
    [...named].map(([id, { type }]) => `${id} ${type}`),
    report,
  )
  for (const row of rows.objects) {
    const own = seqs.get(row.object_id) ?? []
    const { type, hostId } = named.get(row.object_id) ?? { type: '', hostId: '' }
    if (!row.lookup.equals(objectLookup(keys, type, hostId)))
      report(`object ${row.object_id}: another look-up`)
    checkVersion(`object ${row.object_id}`, row.version, row.first_seq, row.last_seq, own, report)
  }
}

/** `own` are the numbers of the entries that name it, in order: each can have raised its version by one. */
function checkVersion(
  name: string,
  version: number,
  first: number,
  last: number,
  own: readonly number[],
  report: Report,
): void {
  if (version < 1 || version > own.length)
    report(`${name} is at version ${version} after ${own.length} entries`)
  if (first !== own[0]) report(`${name} is first named by seq ${own[0]}, not ${first}`)
  if (!own.includes(last) || last < first)
    report(`${name} was last changed by seq ${last}, which does not name it`)
}

/** Clients that an entry names together with an object own that object from then on, in the order they came. */
function checkOwners(rows: LogRows, entries: readonly StoredEntry[], report: Report): void {
  const owners = new Map<number, number[]>()
  for (const { clientIds, objects } of entries) {
    for (const { id, type } of objects) {
      if (servesEverybody(type)) continue
      owners.set(id, [...new Set([...(owners.get(id) ?? []), ...clientIds])].slice(0, LIMITS.parties))
    }
  }
  compareSets(
    'object_clients',
    rows.objectClients.map(row => `${row.object_id} ${row.client_id} at ${row.place}`),
    [...owners].flatMap(([object, ids]) => ids.map((id, place) => `${object} ${id} at ${place}`)),
    report,
  )
}
