/** What an entry takes from the log before it: the clients of an object that is named alone, and frozen names. */
import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '@daybook/protocol'
import { servesEverybody } from '../../packages/server/src/entry/ownership.ts'
import type { Book } from './book.ts'

interface Name {
  readonly name: string
  readonly at: number
}

/** Tells names and owners again in the order of seq. Answers what is wrong, in sentences. */
export function compareKnown(entries: readonly Entry[], book: Book): string[] {
  const wrong: string[] = []
  const owners = new Map<string, string[]>()
  const names = new Map<string, Name>()
  for (const entry of entries) {
    const draft = book.sent.get(String(entry.data?.['mark']))?.draft
    const own = entry.objects.map(({ ref }) => owners.get(ref) ?? []).find(found => found.length > 0) ?? []
    const ids = entry.clients.map(client => client.id)
    if (draft === undefined) continue
    const named =
      draft.client ?? draft.clients?.[0] ?? (draft.actor?.type === 'client' ? draft.actor : undefined)
    if (named === undefined && !isDeepStrictEqual(ids, own)) {
      wrong.push(
        `seq ${entry.seq} is about ${ids.join(', ') || 'nobody'}; its object was of ${own.join(', ') || 'nobody'}`,
      )
    }
    for (const { ref, type } of entry.objects) {
      if (!servesEverybody(type)) owners.set(ref, [...new Set([...(owners.get(ref) ?? []), ...ids])])
    }

    const given = new Map<string | undefined, string | undefined>(
      [
        ...(draft.clients ?? [draft.client ?? { id: '' }]),
        ...(draft.objects ?? [draft.object ?? { id: '' }]),
      ].map(one => [one.id, one.name]),
    )
    const at = entry.occurredAt.length === 10 ? undefined : Date.parse(entry.occurredAt)
    const parties = [
      ...entry.clients.map(one => ({ ref: one.id, id: one.hostId, name: one.name })),
      ...entry.objects,
    ]
    for (const { ref, id, name } of parties) {
      const last = names.get(ref)
      const now = given.get(id)
      if (name !== (now ?? last?.name))
        wrong.push(`seq ${entry.seq} calls ${id} "${name}", which was "${now ?? last?.name}"`)
      if (
        now !== undefined &&
        at !== undefined &&
        now !== last?.name &&
        (last === undefined || at >= last.at)
      )
        names.set(ref, { name: now, at })
    }
  }
  return wrong
}
