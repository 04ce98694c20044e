/** The other ways to read a log against the log itself: timelines, histories and counts. */
import type { Entry } from '@daybook/protocol'
import { isDeepStrictEqual } from 'node:util'
import type { Api } from './api.ts'
import type { Dice } from './dice.ts'

/** Clients, and objects, that are looked at in one comparison. */
const SAMPLE = 8

export async function compareViews(entries: readonly Entry[], api: Api, dice: Dice): Promise<string[]> {
  const wrong: string[] = []
  const clients = group(entries, entry => entry.clients.map(client => client.hostId ?? client.id))
  const objects = group(entries, entry =>
    entry.objects.flatMap(object => (object.id === undefined ? [] : [`${object.type}/${object.id}`])),
  )
  for (const id of sample([...clients.keys()], dice)) {
    const timeline = await api.list(`/v1/clients/${encodeURIComponent(id)}/timeline`)
    wrong.push(...compareList(`the timeline of ${id}`, timeline, clients.get(id)!))
    wrong.push(...(await compareCounts(api, `?client=${encodeURIComponent(id)}`, clients.get(id)!)))
  }
  for (const name of sample([...objects.keys()], dice)) {
    const history = await api.list(`/v1/objects/${name}/history`)
    wrong.push(...compareList(`the history of ${name}`, history, objects.get(name)!))
  }
  return [...wrong, ...(await compareCounts(api, '', entries))]
}

function group(
  entries: readonly Entry[],
  namesOf: (entry: Entry) => readonly string[],
): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const name of new Set(namesOf(entry))) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [entry])
      else group.push(entry)
    }
  }
  return groups
}

function sample<T>(all: T[], dice: Dice): T[] {
  const left = [...all]
  return Array.from(
    { length: Math.min(SAMPLE, left.length) },
    () => left.splice(dice.below(left.length), 1)[0]!,
  )
}

function compareList(name: string, read: readonly Entry[], expected: readonly Entry[]): string[] {
  const seqs = (list: readonly Entry[]): string =>
    list
      .map(entry => entry.seq)
      .sort((a, b) => a - b)
      .join(' ')
  if (seqs(read) !== seqs(expected)) return [`${name} holds ${seqs(read)} and not ${seqs(expected)}`]
  const bySeq = new Map(expected.map(entry => [entry.seq, entry]))
  const other = read.find(entry => !isDeepStrictEqual(entry, bySeq.get(entry.seq)))
  const wrong = other === undefined ? [] : [`${name} tells seq ${other.seq} otherwise than the log`]
  // A plain date sorts at the end of its local day, which only the server knows.
  const instants = read.filter(entry => entry.occurredAt.length > 10)
  const unsorted = instants.findIndex((entry, i) => i > 0 && comparePlaces(instants[i - 1]!, entry) > 0)
  if (unsorted >= 0) wrong.push(`${name} is out of order at seq ${instants[unsorted]!.seq}`)
  return wrong
}

const comparePlaces = (a: Entry, b: Entry): number =>
  Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || a.seq - b.seq

async function compareCounts(api: Api, query: string, expected: readonly Entry[]): Promise<string[]> {
  const counts = await api.counts(query)
  const wrong: string[] = []
  if (counts.total !== expected.length)
    wrong.push(`the counts of ${query || 'the log'} say ${counts.total}, the entries are ${expected.length}`)
  const facets = {
    action: tally(expected, 'action'),
    source: tally(expected, 'source'),
    category: tally(expected, 'category'),
    type: tally(expected, 'type'),
  }
  for (const [name, tallied] of Object.entries(facets)) {
    const told = counts.facets[name as keyof typeof facets]
    const positive = Object.fromEntries(Object.entries(told).filter(([, n]) => n > 0))
    if (!isDeepStrictEqual(positive, tallied))
      wrong.push(
        `the counts by ${name} of ${query || 'the log'} are ${JSON.stringify(told)} and not ${JSON.stringify(tallied)}`,
      )
  }
  return wrong
}

function tally(
  entries: readonly Entry[],
  by: 'action' | 'source' | 'category' | 'type',
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const entry of entries) counts[entry[by]] = (counts[entry[by]] ?? 0) + 1
  return counts
}
