/** The log as the API answers it against the writers' book: everything acknowledged, nothing invented or doubled. */
import type { Draft, Entry } from '@daybook/protocol'
import { isDeepStrictEqual } from 'node:util'
import type { Book, Sent } from './book.ts'

const markOf = (entry: Entry): string | undefined => {
  const mark = entry.data?.['mark']
  return typeof mark === 'string' ? mark : undefined
}

/** `own` is how many entries of Daybook's own the log began with. Answers what is wrong, in sentences. */
export function compareBook(entries: readonly Entry[], book: Book, own: number): string[] {
  const wrong: string[] = [...book.wrong]
  entries.forEach((entry, i) => {
    if (entry.seq !== i + 1) wrong.push(`place ${i + 1} of the log holds seq ${entry.seq}`)
  })
  if (new Set(entries.map(entry => entry.id)).size !== entries.length) wrong.push('two entries have one id')

  const found = new Map<string, Entry>()
  const keys = new Set<string>()
  for (const entry of entries.slice(own)) {
    const mark = markOf(entry)
    const sent = mark === undefined ? undefined : book.sent.get(mark)
    if (mark === undefined || sent === undefined) {
      wrong.push(`seq ${entry.seq} was never sent: ${JSON.stringify(entry)}`)
      continue
    }
    if (found.has(mark))
      wrong.push(`${mark} is there twice: seq ${found.get(mark)!.seq} and ${entry.seq}${tale(sent)}`)
    if (entry.key !== undefined && keys.has(entry.key)) wrong.push(`the key ${entry.key} is there twice`)
    if (entry.key !== undefined) keys.add(entry.key)
    if (sent.fate === 'refused') wrong.push(`${mark} was refused and is there as seq ${entry.seq}`)
    found.set(mark, entry)
    const difference = differenceOf(entry, sent.draft)
    if (difference !== undefined)
      wrong.push(
        `seq ${entry.seq} (${mark}) differs in ${difference}: ${JSON.stringify(entry)} from ${JSON.stringify(sent.draft)}`,
      )
  }
  for (const sent of book.sent.values()) {
    if (sent.fate !== 'acknowledged') continue
    const entry = found.get(sent.mark)
    if (entry === undefined)
      wrong.push(`${sent.mark} was acknowledged as seq ${sent.receipt!.seq} and is not there${tale(sent)}`)
    else if (entry.id !== sent.receipt!.id || entry.seq !== sent.receipt!.seq) {
      wrong.push(`${sent.mark} was acknowledged as seq ${sent.receipt!.seq} and is seq ${entry.seq}`)
    }
    if (sent.firsts === 0 && sent.lost === 0)
      wrong.push(`${sent.mark} was called a repeat without ever having been new`)
  }
  return [...wrong, ...compareBatches(book, found), ...compareConflicts(book, entries)]
}

const tale = (sent: Sent): string =>
  ` (${sent.draft.key === undefined ? 'without a key' : `key ${sent.draft.key}`}, ${sent.fate}, ${sent.firsts} times new, ${sent.lost} requests lost)`

function compareBatches(book: Book, found: ReadonlyMap<string, Entry>): string[] {
  const wrong: string[] = []
  for (const batch of book.batches) {
    const seqs = batch.flatMap(sent => found.get(sent.mark)?.seq ?? [])
    if (seqs.length > 0 && seqs.length < batch.length)
      wrong.push(`of the batch of ${batch[0]!.mark} ${seqs.length} of ${batch.length} are there`)
    if (seqs.some((seq, i) => seq !== seqs[0]! + i))
      wrong.push(`the batch of ${batch[0]!.mark} does not stand together: ${seqs.join(', ')}`)
  }
  return wrong
}

function compareConflicts(book: Book, entries: readonly Entry[]): string[] {
  return book.conflicts.flatMap(({ sent, existing }) => {
    const entry = entries[existing.seq - 1]
    const holds = entry?.id === existing.id && entry.key === sent.draft.key && markOf(entry) !== sent.mark
    return holds
      ? []
      : [`${sent.mark} was refused because of seq ${existing.seq}, which is ${JSON.stringify(entry)}`]
  })
}

/** The name of the first thing that is not as it was sent. */
function differenceOf(entry: Entry, draft: Draft): string | undefined {
  const clients = (draft.clients ?? (draft.client === undefined ? [] : [draft.client])).map(
    client => client.id,
  )
  if (draft.actor?.type === 'client' && draft.actor.id !== undefined && !clients.includes(draft.actor.id))
    clients.push(draft.actor.id)
  const objects = draft.objects ?? (draft.object === undefined ? [] : [draft.object])
  const pairs: Record<string, readonly [read: unknown, sent: unknown]> = {
    action: [entry.action, draft.action],
    key: [entry.key, draft.key],
    reason: [entry.reason, draft.reason],
    data: [entry.data, draft.data],
    outcome: [entry.outcome, draft.outcome ?? 'success'],
    amount: [entry.context?.amount, draft.context?.amount],
    ip: [entry.context?.ip, draft.context?.ip],
    objects: [
      entry.objects.map(object => [object.type, object.id]),
      objects.map(object => [object.type, object.id]),
    ],
    occurredAt: [
      timeOf(entry.occurredAt),
      draft.occurredAt === undefined ? timeOf(entry.occurredAt) : timeOf(draft.occurredAt),
    ],
  }
  // An entry that names only an object is about that object's clients.
  if (clients.length > 0 || objects.length === 0)
    pairs['clients'] = [entry.clients.map(client => client.hostId), clients]
  if (draft.actor !== undefined)
    pairs['actor'] = [
      [entry.actor.type, entry.actor.id],
      [draft.actor.type, draft.actor.id],
    ]
  if (draft.changes !== undefined) {
    const told = (changes: readonly { field: string; before?: unknown; after?: unknown }[]) =>
      changes.map(({ field, before, after }) => ({ field, before, after }))
    pairs['changes'] = [told(entry.changes ?? []), told(draft.changes)]
  }
  return Object.keys(pairs).find(name => !isDeepStrictEqual(...pairs[name]!))
}

/** An instant in milliseconds; a plain date as it stands. */
const timeOf = (text: string): number | string => (text.length === 10 ? text : Date.parse(text))
