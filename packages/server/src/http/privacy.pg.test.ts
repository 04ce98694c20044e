import type { Draft, Entry } from '@daybook/protocol'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eraseDue } from '../privacy/erase-due.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const DAY = 86_400_000
let now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let owner: TestWorkspace
let reader: TestWorkspace
let admin: Client

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
  admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  owner = await door.openWorkspace()
  reader = await owner.withKey(['read', 'append'])
})
afterAll(async () => {
  await admin?.end()
  await door?.close()
})
afterEach(() => {
  expect(door.failures).toEqual([])
})

const clara = { id: 'c-1', name: 'Clara Vogel' }
const jonas = { id: 'c-2', name: 'Jonas Petersen' }
const booking = (id: string, more: Partial<Draft> = {}): Draft => ({
  action: 'booking.booked',
  client: clara,
  object: { type: 'booking', id, name: 'Initial consultation' },
  actor: { type: 'staff', id: 's-1', name: 'Reception' },
  state: { startsAt: '2026-12-01T10:00:00Z', status: 'booked', notes: 'knee of Clara', service: 'Consultation' },
  reason: 'Clara rang',
  context: { ip: '198.51.100.7' },
  ...more,
})

/** A client of this test alone, with some entries. */
async function someone(more: Partial<Draft> = {}): Promise<{ id: string; hostId: string; bookingId: string }> {
  const hostId = `h-${Math.round(performance.now() * 1000)}`
  const bookingId = `BK-${hostId}`
  const entry = await owner.appendAndRead(
    booking(bookingId, { client: { id: hostId, name: `Marker ${hostId}` }, ...more }),
  )
  return { id: entry.clients[0]!.id, hostId, bookingId }
}

async function must(method: string, path: string, body?: unknown, of = owner): Promise<any> {
  const answer = await of.call(method, path, body)
  expect([method, path, answer.status, answer.body]).toEqual([method, path, expect.toBeOneOf([200, 201]), answer.body])
  return answer.body
}
const refusal = async (of: TestWorkspace, method: string, path: string, body?: unknown) => {
  const { status, body: problem } = await of.call(method, path, body)
  return [status, problem.code]
}
const pass = (ms: number): void => {
  now += ms
}
const due = (): Promise<number> => eraseDue(door.daybook, owner.workspaceId)

describe('deleting', () => {
  test('starts the grace period, with an entry that names the day of the erasure', async () => {
    const { id, hostId } = await someone()
    const answer = await must('DELETE', `/v1/clients/${hostId}`, { reason: 'moved away' })
    expect(answer).toEqual({
      id,
      deleted: {
        at: new Date(now).toISOString(),
        entry: expect.stringMatching(/^en_/),
        eraseAt: new Date(now + 90 * DAY).toISOString(),
      },
    })
    const entry = (await must('GET', `/v1/entries/${answer.deleted.entry}`)) as Entry
    expect(entry).toMatchObject({
      action: 'client.deleted',
      reason: 'moved away',
      data: { date: '2027-02-20' },
      clients: [{ id, hostId, deleted: true }],
    })
    expect(entry.sentence).toContain(`deleted Marker ${hostId}; erasure on`)
    expect(await must('DELETE', `/v1/clients/${id}`)).toEqual(answer)
  })
})
