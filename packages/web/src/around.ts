import type { Entry } from '@daybook/protocol'

const HALF_MS = 30 * 60_000

/** Where what happened half an hour before and after an entry is shown: with its client, else in the workspace's log. */
export function aroundLink(entry: Entry): string {
  const { id, occurredAt, clients } = entry
  const ms = Date.parse(occurredAt)
  const plain = occurredAt.length === 10 || Number.isNaN(ms)
  const from = plain ? occurredAt : new Date(ms - HALF_MS).toISOString()
  const to = plain ? occurredAt : new Date(ms + HALF_MS).toISOString()
  const path = clients[0] ? `/clients/${clients[0].id}` : '/activity'
  return `${path}?from=${from}&to=${to}&open=${id}`
}
