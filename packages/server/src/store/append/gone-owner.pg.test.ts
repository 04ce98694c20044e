/** Objects that belong to somebody who was anonymised: what is appended about them is written, on any server. */
import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../../http/test-door.ts'

let first: TestDoor
let second: TestDoor
beforeAll(async () => {
  first = await openTestDoor()
  second = await openTestDoor({ beside: first })
})
afterAll(async () => {
  await second.close()
  await first.close()
})

const booked = (...ids: string[]): Draft => ({
  action: 'booking.booked',
  actor: { type: 'system' },
  objects: ids.map(id => ({ type: 'booking', id })),
})

test('a second booking that came to an anonymised client goes on, also on a server that did not write it', async () => {
  const workspace = await first.openWorkspace()
  const append = async (door: TestDoor, ...entries: Draft[]): Promise<number> =>
    (
      await door.app.request('/v1/entries', {
        method: 'POST',
        headers: { authorization: `Bearer ${workspace.key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ entries }),
      })
    ).status
  const byClient: Draft = { action: 'booking.booked', actor: { type: 'client', id: 'c1' } }
  expect(await append(first, { ...byClient, objects: [{ type: 'booking', id: 'b1' }] })).toBe(201)
  const gone = await workspace.call('POST', '/v1/clients/c1/erase', { mode: 'anonymise' })
  expect(gone.status).toBe(200)
  expect(await append(first, booked('b1', 'b2'), byClient)).toBe(201)
  expect(await append(second, booked('b2'), booked())).toBe(201)
  expect(await append(first, booked())).toBe(201)
  expect(
    (await workspace.call('POST', `/v1/clients/${gone.body.client}/erase`, { mode: 'erase' })).status,
  ).toBe(200)
  expect(await append(second, booked('b2'))).toBe(201)
  expect(await append(first, booked('b1', 'b2'))).toBe(201)
})
