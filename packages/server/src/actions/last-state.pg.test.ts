import type { Draft, Entry } from '@daybook/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'

let door: TestDoor
let own: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
})
beforeEach(async () => {
  own = await door.openWorkspace()
})
afterAll(() => door?.close())

const clara = { id: 'c-1', name: 'Clara Vogel' }
const isWhole = async (): Promise<void> =>
  expect((await checkWholeLog(door.daybook, own.workspaceId)).problems).toEqual([])

/** What an object is known to be: the changes to a state that says nothing of it are all its fields. */
async function stateOf(object: Draft['object']): Promise<Record<string, unknown>> {
  const { changes = [] } = await own.appendAndRead({
    action: 'object.updated',
    object,
    state: { probe: true },
  })
  return Object.fromEntries(
    changes.filter(({ after }) => after === null).map(({ field, before }) => [field, before]),
  )
}

describe('the entry of a deletion holds the whole last state', () => {
  const SERVICE = { name: 'Massage', duration: 60, price: '80.00', currency: 'EUR' }
  const BOOKING = {
    service: 'Massage',
    startsAt: '2026-12-01T10:00:00Z',
    status: 'confirmed',
    notes: 'left knee',
  }
  const VOUCHER = { code: 'XMAS', value: '50.00', currency: 'EUR', status: 'active' }
  const cases: [string, Draft['object'], Record<string, string | number>, Partial<Draft>][] = [
    ['service', { type: 'service', id: 'S-1' }, SERVICE, {}],
    ['booking', { type: 'booking', id: 'BK-1' }, BOOKING, { client: clara }],
    ['voucher', { type: 'voucher', id: 'V-1' }, VOUCHER, { client: clara }],
    ['boat', { type: 'boat', id: 'B-1' }, { berth: 7, colour: 'red' }, {}],
  ]

  test.each(cases)('of a %s, said by nobody', async (type, object, state, more) => {
    await own.append(
      { action: `${type}.created`, object, state, ...more },
      {
        action: `${type}.updated`,
        object,
        changes: [{ field: 'currency', after: 'USD' }],
        ...more,
      },
    )
    const deleted = await own.appendAndRead({ action: `${type}.deleted`, object })
    expect(deleted.state).toEqual({ ...state, currency: 'USD' })
    expect(deleted).not.toHaveProperty('baseline')
    expect(deleted).not.toHaveProperty('changes')
    await isWhole()
  })

  test.each(cases)('of a %s, as the entry says it', async (type, object, state, more) => {
    await own.append({ action: `${type}.created`, object, state, ...more })
    const deleted = await own.appendAndRead({
      action: `${type}.deleted`,
      object,
      state: { ...state, tint: 'green' },
      ...more,
    })
    expect(deleted.state).toEqual({ ...state, tint: 'green' })
    expect(deleted.changes).toMatchObject([{ field: 'tint', after: 'green' }])
    await isWhole()
  })

  test.each(cases)('of a %s, and it can be restored from it', async (type, object, state, more) => {
    await own.append({ action: `${type}.created`, object, state, ...more })
    const deleted = await own.appendAndRead({ action: `${type}.deleted`, object, ...more })
    // Whatever somebody wrote meanwhile.
    await own.append({ action: `${type}.updated`, object, state: { junk: 1 }, ...more })
    const restored = await own.appendAndRead({
      action: `${type}.restored`,
      object,
      state: deleted.state!,
      causedBy: deleted.id,
      ...more,
    })
    expect(restored.causedBy).toBe(deleted.id)
    expect(await stateOf(object)).toEqual(state)
    await isWhole()
  })

  test('also where it is the first that is heard of it: then it is a baseline', async () => {
    const object = { type: 'service', id: 'S-9' }
    const deleted = await own.appendAndRead({ action: 'service.deleted', object, state: SERVICE })
    expect(deleted).toMatchObject({ baseline: true, state: SERVICE })
  })

  test('personal fields of it go with the client, business fields stay', async () => {
    await own.append({
      action: 'booking.booked',
      client: clara,
      object: { type: 'booking', id: 'BK-1' },
      state: BOOKING,
    })
    const deleted = await own.appendAndRead({
      action: 'booking.deleted',
      object: { type: 'booking', id: 'BK-1' },
    })
    await own.call('POST', '/v1/clients/c-1/erase', { mode: 'anonymise' })
    const { notes: _personal, ...business } = BOOKING
    const after = (await own.call('GET', `/v1/entries/${deleted.id}`)).body as Entry
    expect(after.state).toEqual(business)
  })

  test('but not of one that failed, nor what the workspace hides', async () => {
    await own.call('PUT', '/v1/settings/fields', { fields: { 'service.margin': 'hide' } })
    const object = { type: 'service', id: 'S-1' }
    await own.append({ action: 'service.created', object, state: { ...SERVICE, margin: 'secret' } })
    const failed = await own.appendAndRead({ action: 'service.deleted', object, outcome: 'failure' })
    expect(failed).not.toHaveProperty('state')
    const deleted = await own.appendAndRead({ action: 'service.deleted', object })
    expect(deleted.state).toEqual(SERVICE)
    await isWhole()
  })
})
