/** The checklist of a booking: told from its entries, by the steps of now. */
import { type ChecklistAnswer, checklistOf, type Entry } from '@daybook/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let ws: TestWorkspace
let now = Date.parse('2026-11-20T09:00:00Z')

beforeAll(async () => {
  door = await openTestDoor({ now: () => (now += 60_000) })
})
beforeEach(async () => {
  ws = await door.openWorkspace()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const act = (path: string, body: object = {}) => ws.call('POST', `/v1/objects/${path}`, body)
const book = () =>
  act('booking/BK-1/book', {
    client: { id: 'c-1', name: 'Ana Lima' },
    fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z', price: 6000, currency: 'EUR' },
  })
const pay = (id: string, amount: number) =>
  act(`payment/${id}/record`, { fields: { amount, currency: 'EUR', booking: 'BK-1' } })
const checklist = async (): Promise<ChecklistAnswer> =>
  (await ws.call('GET', '/v1/objects/booking/BK-1/checklist')).body as unknown as ChecklistAnswer
const says = async () => (await checklist()).steps.map(({ name, state }) => `${name}: ${state}`)

describe('the checklist of a booking', () => {
  test('follows what is done with it, and each step names its entry', async () => {
    await book()
    expect(await says()).toEqual(['Created: done', 'Scheduled: done', 'Paid: open'])
    await pay('P-1', 2000)
    expect(await says()).toEqual(['Created: done', 'Scheduled: done', 'Paid: partly'])
    await pay('P-2', 4000)
    expect((await checklist()).steps[2]).toMatchObject({
      state: 'done',
      paid: { value: 6000, price: 6000, currency: 'EUR' },
    })
    // What a rule gives back is an entry like another.
    await act('booking/BK-1/cancel', { forClient: true })
    expect(await says()).toEqual(['Created: done', 'Scheduled: open', 'Paid: refunded'])
    const entries = (await ws.readAll('/v1/objects/booking/BK-1/history?order=asc')) as unknown as Entry[]
    const { steps } = await checklist()
    expect(entries.find(({ id }) => id === steps[2]!.entry!.id)?.action).toBe('payment.refunded')
    expect(entries.find(({ id }) => id === steps[0]!.entry!.id)?.action).toBe('booking.booked')
    // Whoever has the entries comes to the same.
    const { checklist: chosen } = (await ws.call('GET', '/v1/settings')).body
    const { ref } = (await ws.call('GET', '/v1/objects/booking/BK-1')).body
    expect(checklistOf(chosen, entries, ref)).toEqual(steps)
  })

  test('E5 its steps are a setting, which old bookings are told by at once, and an entry', async () => {
    await book()
    await act('booking/BK-1/confirm')
    const steps = [
      { name: 'Confirmed', actions: ['booking.confirmed'] },
      { name: 'Came', actions: ['booking.checked_in', 'host.arrived'], unless: ['booking.no_show'] },
    ]
    expect((await ws.call('PATCH', '/v1/settings', { checklist: steps })).status).toBe(200)
    expect(await says()).toEqual(['Confirmed: done', 'Came: open'])
    const [changed] = (await ws.read('/v1/entries?action=settings.updated&limit=1')).entries
    expect(changed!.changes).toMatchObject([{ field: 'checklist', after: steps }])
    // The language of the others changes nothing of steps that were chosen.
    await ws.call('PATCH', '/v1/settings', { locale: 'de' })
    expect(await says()).toEqual(['Confirmed: done', 'Came: open'])
  })

  test('has at most eight steps, each named and with an action', async () => {
    const step = (name: string) => ({ name, actions: ['booking.booked'] })
    const refused = async (checklist: unknown) =>
      (await ws.call('PATCH', '/v1/settings', { checklist })).body.code
    const nine = Array.from({ length: 9 }, (_, n) => step(`Step ${n}`))
    expect(await refused(nine)).toBe('query_invalid')
    expect(await refused([step('')])).toBe('query_invalid')
    expect(await refused([step('One'), step('One')])).toBe('query_invalid')
    expect(await refused([{ name: 'One', actions: [] }])).toBe('query_invalid')
    expect(await refused([{ name: 'One', actions: ['Not an action'] }])).toBe('query_invalid')
    expect((await ws.call('PATCH', '/v1/settings', { checklist: nine.slice(1) })).status).toBe(200)
  })

  test('E7 where a host keeps the records there are the ways into its app that are known', async () => {
    await book()
    expect((await checklist()).links).toBeNull()
    const links = { open: 'https://app.example/b/{id}', payment: 'https://app.example/pay?who={client}' }
    expect((await ws.call('PATCH', '/v1/settings', { links })).status).toBe(200)
    expect((await checklist()).links).toEqual({
      open: 'https://app.example/b/BK-1',
      payment: 'https://app.example/pay?who=c-1',
    })
    const evil = await ws.call('PATCH', '/v1/settings', { links: { open: 'javascript:alert({id})' } })
    expect([evil.status, evil.body.code]).toEqual([422, 'query_invalid'])
    await ws.call('PATCH', '/v1/settings', { links: null })
    expect((await checklist()).links).toBeNull()
  })

  test('of a booking that is not there says so', async () => {
    expect((await ws.call('GET', '/v1/objects/booking/NONE/checklist')).body.code).toBe('not_found')
  })
})
