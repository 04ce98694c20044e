/** Two servers: while one erases a client, both append for that client as fast as they can. */
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { readRecord } from '../entry/open-entry.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { parseId } from '../ids.ts'

let door: TestDoor
let beside: TestDoor
let here: TestWorkspace
let admin: Client

beforeAll(async () => {
  door = await openTestDoor()
  beside = await openTestDoor({ beside: door })
  here = await door.openWorkspace()
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await beside?.close()
  await door?.close()
})

const WRITERS = 6
const erased = new Set<number>()
const shared = { id: 'other', name: 'Somebody Else' }

/** What a writer sends: about the client, about them and another, or about their booking alone. */
function draftOf(round: number, writer: number, n: number): Draft {
  const client = { id: `c-${round}`, name: `Client ${round}` }
  const object = { type: 'booking', id: `BK-${round}-${n % 5}` }
  const common = {
    key: `${round}/${writer}/${n}`,
    object,
    state: { notes: `note ${n}`, status: 'booked', price: n },
    reason: `because ${n}`,
    // Years of their own: keys are made in the same moment.
    occurredAt: `${2000 + ((n * 7) % 30)}-05-05T10:00:00Z`,
  }
  switch (n % 3) {
    case 0:
      return { action: 'booking.booked', client, ...common }
    case 1:
      return { action: 'booking.updated', clients: [client, shared], ...common }
    default:
      return { action: 'booking.updated', ...common }
  }
}

async function post(
  of: TestDoor,
  body: unknown,
  path = '/v1/entries',
): Promise<{ status: number; body: any }> {
  const response = await of.app.request(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${here.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

interface Acknowledged {
  readonly key: string
  readonly seq: number
}

async function write(
  of: TestDoor,
  round: number,
  writer: number,
  until: () => boolean,
): Promise<Acknowledged[]> {
  const done: Acknowledged[] = []
  for (let n = 0; !until(); n++) {
    const draft = draftOf(round, writer, n)
    for (;;) {
      const { status, body } = await post(of, draft)
      if (status === 429) continue
      expect([status, body]).toEqual([expect.toBeOneOf([200, 201]), body])
      done.push({ key: draft.key!, seq: body.entries[0].seq })
      break
    }
  }
  return done
}

test.each(Array.from({ length: 8 }, (_, round) => [round, round % 2 === 0 ? 'erase' : 'anonymise'] as const))(
  'round %i (%s): nothing is sealed under a destroyed key, and nothing acknowledged is lost',
  async (round, mode) => {
    const first = await here.append(draftOf(round, 99, 0))
    const { id } = (await here.call('GET', `/v1/clients/c-${round}`)).body
    const gone = parseId('cl', id)!
    let over = false
    const writers = Array.from({ length: WRITERS }, (_, i) =>
      write(i % 2 === 0 ? door : beside, round, i, () => over),
    )
    const receipts: any[] = []
    // Once for the client as they were, once more for the one who began anew meanwhile.
    for (let times = 0; times < 2; times++) {
      await new Promise(resolve => setTimeout(resolve, 150))
      const { body: client } = await here.call('GET', `/v1/clients/c-${round}`)
      if (client.id === undefined) continue
      const answer = await post(times === 0 ? door : beside, { mode }, `/v1/clients/${client.id}/erase`)
      expect([answer.status, answer.body]).toEqual([200, answer.body])
      receipts.push({ ...answer.body, own: parseId('cl', client.id)! })
    }
    await new Promise(resolve => setTimeout(resolve, 100))
    over = true
    const acknowledged = (await Promise.all(writers)).flat()
    expect(receipts[0].own).toBe(gone)

    const { rows } = await admin.query(
      'select seq, record, facts is not null as has_facts from daybook.entries where workspace_id = $1 order by seq',
      [here.workspaceId],
    )
    const bySeq = new Map(rows.map(row => [Number(row.seq), readRecord(row.record)]))
    expect([...bySeq.keys()]).toEqual(Array.from({ length: rows.length }, (_, i) => i + 1))
    // Each acknowledged entry is there once, under its own seq.
    expect(new Set(acknowledged.map(one => one.seq)).size).toBe(acknowledged.length)
    for (const { seq } of [...acknowledged, ...first]) expect(bySeq.has(seq)).toBe(true)

    const { rows: keys } = await admin.query(
      'select client_id, kind from daybook.client_keys where workspace_id = $1',
      [here.workspaceId],
    )
    for (const { own, entry } of receipts) {
      const { seq } = (await here.call('GET', `/v1/entries/${entry}`)).body
      const kinds = keys.filter(row => Number(row.client_id) === own).map(row => row.kind)
      expect(kinds).toEqual(mode === 'erase' ? [] : [0])
      // Of somebody anonymised the facts go on, of somebody erased nothing does.
      const later = [...bySeq].filter(([at, { clientIds }]) => at > seq && clientIds.includes(own))
      expect(new Set(later.map(([, { fields }]) => fields.get('action')))).toEqual(
        new Set(mode === 'erase' || later.length === 0 ? [] : ['booking.updated']),
      )
      erased.add(own)
    }
    // Whoever is not gone can be read in every entry, those who began anew meanwhile among them.
    for (const { seq, clients } of await here.readAll('/v1/entries')) {
      for (const client of clients)
        expect([seq, client.id, client.erased]).toEqual([
          seq,
          client.id,
          erased.has(parseId('cl', client.id)!),
        ])
    }
    expect((await checkWholeLog(door.daybook, here.workspaceId)).problems).toEqual([])
    expect([door.failures, beside.failures]).toEqual([[], []])
    expect(acknowledged.length).toBeGreaterThan(WRITERS * 3)
  },
)
