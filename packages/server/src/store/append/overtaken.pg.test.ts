/** Groups that were prepared on a group that then failed: whatever becomes of them, the log tells one story. */
import type { Draft, Entry, Json } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../../http/test-door.ts'

let first: TestDoor
let second: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  first = await openTestDoor()
  second = await openTestDoor({ beside: first })
  workspace = await first.openWorkspace()
})
afterAll(async () => {
  await second.close()
  await first.close()
})

const OBJECTS = 3
const state = (writer: string, n: number): Record<string, Json> => ({
  level: n % 7,
  ...(n % 3 !== 0 && { note: `${writer} ${n}` }),
})

/** A state of one of a few clients and assets; every fifth brings a new client, whose keys have to be made. */
const draft = (writer: string, n: number): Draft =>
  n % 5 === 0
    ? {
        action: 'client.updated',
        client: { id: `C-${n % 40}` },
        state: state(writer, n),
        key: `${writer} ${n}`,
      }
    : {
        action: 'asset.checked',
        object: { type: 'asset', id: `A${n % OBJECTS}` },
        clients: [{ id: `F${n % 4}` }],
        state: state(writer, n),
        key: `${writer} ${n}`,
      }

async function append(door: TestDoor, drafts: readonly Draft[]): Promise<void> {
  let response: Response
  do {
    response = await door.app.request('/v1/entries', {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ entries: drafts }),
    })
    // One who is overtaken again and again is told to come back, as any caller would.
  } while (response.status === 429)
  expect([200, 201], await response.clone().text()).toContain(response.status)
}

/** What each entry says it found, told again from the entries before it. */
function contradictions(entries: readonly Entry[]): string[] {
  const wrong: string[] = []
  const states = new Map<string, Map<string, Json>>()
  for (const entry of entries) {
    const subject = entry.objects[0]?.ref ?? entry.clients[0]?.id
    if (subject === undefined || (entry.changes === undefined && entry.state === undefined)) continue
    const known = states.get(subject) ?? new Map<string, Json>()
    states.set(subject, known)
    if ((entry.baseline === true) !== (known.size === 0))
      wrong.push(`seq ${entry.seq} is a baseline or is not`)
    for (const change of entry.changes ?? []) {
      const before = known.get(change.field) ?? null
      if ((change.before ?? null) !== before)
        wrong.push(`seq ${entry.seq} says that ${change.field} was ${change.before}, and it was ${before}`)
      known.set(change.field, change.after ?? null)
    }
    for (const [field, value] of Object.entries(entry.state ?? {})) known.set(field, value)
  }
  return wrong
}

test('two servers that overtake each other all the time tell one story, and every entry opens', async () => {
  const writers = [first, second].flatMap((door, server) =>
    Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 60; n++) {
        const name = `${server} ${writer}`
        await append(door, [draft(name, n * 2), draft(name, n * 2 + 1)])
        // A repeat makes its group, and what was prepared behind it, go back.
        if (n % 9 === 0) await append(door, [draft(name, n * 2)])
      }
    }),
  )
  await Promise.all(writers)
  const entries = (await workspace.readAll('/v1/entries?order=asc')).filter(
    entry => entry.action !== 'key.created',
  )
  expect(contradictions(entries)).toEqual([])
  const written = entries.filter(
    entry => entry.action === 'client.updated' || entry.action === 'asset.checked',
  )
  expect(written).toHaveLength(2 * 8 * 120)
  expect(written.filter(entry => entry.erased === true || entry.key === undefined)).toEqual([])
})
