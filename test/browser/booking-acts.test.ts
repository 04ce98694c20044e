/**
 * Every act on bookings, payments and fees, done on a page as somebody does it: its entry comes into the open timeline of
 * the client, with who did it, from where, and what was before and after.
 */
import { ACTS } from '@daybook/catalogue'
import type { DaybookClient } from '@daybook/client'
import type { Entry } from '@daybook/protocol'
import type { Locator, Page } from 'playwright-core'
import { fill, goInApp, openAct, openQuick, send } from './act-on-page.ts'
import { expect, newClient, openTimeline, showArrived, test } from './browser-test.ts'

type Setup = readonly [act: string, input?: object]

interface Case {
  readonly type: 'booking' | 'payment' | 'fee'
  /** Done before through the API, behind the booking, payment or fee itself. */
  readonly before?: readonly Setup[]
  /** Begun from the booking's page by this quick action. */
  readonly quick?: string
  /** Which of several acts of a quick action. */
  readonly choose?: string
  /** What is typed, by label. */
  readonly typed?: Readonly<Record<string, string>>
  /** The changes that the entry must have, before and after; times are left out. */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
  /** What the row must say of it. */
  readonly row?: readonly string[]
}

const CONFIRMED: readonly Setup[] = [['confirm']]
const ASSIGNED: readonly Setup[] = [['assign', { fields: { member: 'Vera Lopes' } }]]
const status = (before: string | undefined, after: string) => ({ status: [before, after] as const })

/** How each act is tried: none of the catalogue's may be missing. */
const CASES: Readonly<Record<string, Case>> = {
  'booking.book': {
    type: 'booking',
    quick: 'Book again',
    choose: 'Book',
    typed: { Start: '2031-02-03T10:00' },
    changes: { status: [undefined, 'scheduled'], service: [undefined, 'Gait analysis'] },
  },
  'booking.request': {
    type: 'booking',
    quick: 'Book again',
    choose: 'Ask for a session',
    typed: { Start: '2031-02-04T10:00' },
    changes: status(undefined, 'requested'),
  },
  'booking.reject': {
    type: 'booking',
    before: [['request']],
    changes: status('requested', 'rejected'),
    row: ['requested', 'rejected'],
  },
  'booking.confirm': { type: 'booking', changes: status('scheduled', 'confirmed'), row: ['confirmed'] },
  'booking.reschedule': {
    type: 'booking',
    typed: { Start: '2031-03-05T11:30' },
    changes: { startsAt: ['*', '2031-03-05T11:30:00Z'] },
    row: ['11:30'],
  },
  'booking.check-in': { type: 'booking', changes: { arrivedAt: [undefined, '*'] } },
  'booking.check-out': { type: 'booking', before: [['check-in']], changes: { leftAt: [undefined, '*'] } },
  'booking.start': {
    type: 'booking',
    changes: { ...status('scheduled', 'started'), startedAt: [undefined, '*'] },
  },
  'booking.finish': {
    type: 'booking',
    before: [['start']],
    changes: { ...status('started', 'completed'), finishedAt: [undefined, '*'] },
  },
  'booking.complete': { type: 'booking', before: CONFIRMED, changes: status('confirmed', 'completed') },
  'booking.cancel': {
    type: 'booking',
    typed: { Reason: 'the boiler broke' },
    changes: status('scheduled', 'cancelled'),
    row: ['cancelled', 'the boiler broke'],
  },
  'booking.no-show': { type: 'booking', before: CONFIRMED, changes: status('confirmed', 'no_show') },
  'booking.clear-no-show': {
    type: 'booking',
    before: [['no-show']],
    changes: status('no_show', 'scheduled'),
  },
  'booking.update': {
    type: 'booking',
    typed: { Price: '75.50' },
    changes: { price: [6000, 7550] },
    row: ['€60.00', '€75.50'],
  },
  'booking.assign': {
    type: 'booking',
    typed: { Staff: 'Nuno Reis' },
    changes: { member: ['*', 'Nuno Reis'], assignment: [undefined, 'assigned'] },
    row: ['Nuno Reis'],
  },
  'booking.accept': {
    type: 'booking',
    before: ASSIGNED,
    changes: { assignment: ['assigned', 'accepted'] },
  },
  'booking.decline': {
    type: 'booking',
    before: ASSIGNED,
    changes: { assignment: ['assigned', 'declined'] },
  },
  'booking.add-note': {
    type: 'booking',
    typed: { Note: 'Bring the old insoles' },
    changes: { notes: [undefined, 'Bring the old insoles'] },
  },
  'booking.change-note': {
    type: 'booking',
    before: [['add-note', { data: { note: 'Left knee' } }]],
    typed: { Notes: 'Right knee' },
    changes: { notes: ['Left knee', 'Right knee'] },
  },
  'booking.remove-note': {
    type: 'booking',
    before: [['add-note', { data: { note: 'Left knee' } }]],
    changes: { notes: ['Left knee', null] },
  },
  'booking.link': { type: 'booking', typed: { 'Its id': '{other}' }, changes: {} },
  'booking.unlink': { type: 'booking', typed: { 'Its id': '{other}' }, changes: {} },
  'booking.delete': { type: 'booking', changes: {} },
  'booking.restore': { type: 'booking', before: [['delete']], changes: {} },
  'payment.record': {
    type: 'payment',
    quick: 'Add payment',
    choose: 'Record payment',
    typed: { Amount: '20.00' },
    changes: { ...status(undefined, 'succeeded'), amount: [undefined, 2000] },
    row: ['€20.00'],
  },
  'payment.expect': {
    type: 'payment',
    quick: 'Add payment',
    choose: 'Record for approval',
    changes: { ...status(undefined, 'pending'), amount: [undefined, 6000] },
    row: ['€60.00'],
  },
  'payment.record-failed': {
    type: 'payment',
    quick: 'Add payment',
    choose: 'Record failed payment',
    changes: status(undefined, 'failed'),
  },
  'payment.approve': { type: 'payment', before: [['expect']], changes: status('pending', 'approved') },
  'payment.receive': { type: 'payment', before: [['expect']], changes: status('pending', 'succeeded') },
  'payment.fail': { type: 'payment', before: [['expect']], changes: status('pending', 'failed') },
  'payment.refund': {
    type: 'payment',
    before: [['record']],
    typed: { Amount: '12.50' },
    changes: { ...status('succeeded', 'refunded'), refunded: [undefined, 1250] },
    row: ['€12.50'],
  },
  'payment.update': {
    type: 'payment',
    before: [['record']],
    typed: { Reference: 'TX-77' },
    changes: { reference: [undefined, 'TX-77'] },
  },
  'fee.charge': {
    type: 'fee',
    quick: 'Charge fee',
    typed: { Amount: '15' },
    changes: { amount: [undefined, 1500] },
    row: ['€15.00'],
  },
  'fee.waive': { type: 'fee', before: [['charge']], changes: { waived: [undefined, true] } },
}

const MONEY = { amount: 6000, currency: 'EUR' }
let made = 0

/** A booking that nobody else's time is in the way of, with what is done before; answers the ids that the page needs. */
async function prepare(log: DaybookClient, client: { id: string }, one: Case) {
  made += 1
  const id = `BA-${process.pid}-${made}`
  const fields = {
    service: 'Gait analysis',
    startsAt: new Date(Date.UTC(2031, 0, 15, 2 * made)).toISOString(),
    member: `Member ${made}`,
    duration: 60,
    price: 6000,
    currency: 'EUR',
  }
  const perform = (type: string, of: string, act: string, input: object = {}) =>
    log.acts.perform(type as never, of, act as never, input as never)
  const [first, ...rest] = one.before ?? []
  const isMoney = one.type !== 'booking'
  const begins = !isMoney && first?.[0] === 'request' ? 'request' : 'book'
  await perform('booking', id, begins, { client, fields })
  if (!isMoney)
    for (const [act, input] of begins === 'request' ? rest : (one.before ?? []))
      await perform('booking', id, act, input)
  if (!isMoney || one.quick) return { type: 'booking', id }
  const other = `${one.type}-${id}`
  await perform(one.type, other, first![0], { client, fields: { ...MONEY, booking: id } })
  return { type: one.type, id: other }
}

async function perform(page: Page, name: string, one: Case, other: string): Promise<void> {
  const [type, act] = name.split('.') as [keyof typeof ACTS, string]
  const label = (ACTS[type] as Record<string, { label: { en: string } }>)[act]!.label.en
  const dialog: Locator = one.quick ? await openQuick(page, one.quick) : await openAct(page, label)
  if (one.choose) await dialog.getByRole('radio', { name: one.choose, exact: true }).check({ force: true })
  const typed = Object.entries(one.typed ?? {}).map(([field, value]) => [
    field,
    value.replace('{other}', other),
  ])
  await fill(dialog, Object.fromEntries(typed))
  await send(dialog)
}

function changesOf(entry: Entry, wanted: Case['changes']) {
  return Object.fromEntries(
    Object.entries(wanted).map(([field, [before, after]]) => {
      const change = entry.changes?.find(one => one.field === field)
      return [field, [before === '*' ? '*' : change?.before, after === '*' ? '*' : change?.after]]
    }),
  )
}

test('each act of the catalogue on bookings, payments and fees is tried', () => {
  const all = (['booking', 'payment', 'fee'] as const).flatMap(type =>
    Object.keys(ACTS[type]).map(act => `${type}.${act}`),
  )
  expect(Object.keys(CASES).sort()).toEqual(all.sort())
})

test('every act on bookings, payments and fees: done on the page, its entry is in the timeline with actor, source, before and after', {
  timeout: 420_000,
}, async ({ page, openPage, log }) => {
  const { id: clientId, hostId } = await newClient(log, client => [
    { action: 'client.created', client, state: { name: client.name } },
  ])
  const client = { id: hostId }
  const timeline = await openPage()
  await openTimeline(timeline, clientId)
  await page.goto('/clients')
  const other = await prepare(log, client, CASES['booking.confirm']!)
  for (const [name, one] of Object.entries(CASES)) {
    const [type, act] = name.split('.') as [keyof typeof ACTS, string]
    const { action } = (ACTS[type] as Record<string, { action: string }>)[act]!
    const place = await prepare(log, client, one)
    await goInApp(page, `/objects/${place.type}/${place.id}`)
    await page.locator('main header').getByText(place.id).first().waitFor()
    const [before] = (await log.timeline(hostId, { limit: 1 }).page()).entries
    await perform(page, name, one, other.id)
    const written = (await log.timeline(hostId, { limit: 5 }).page()).entries.filter(
      entry => entry.seq > before!.seq,
    )
    const entry = written.find(found => found.action === action)
    expect(entry, name).toMatchObject({ source: 'staff', actor: { type: 'staff' } })
    expect({ [name]: changesOf(entry!, one.changes) }).toEqual({ [name]: one.changes })
    const row = timeline.locator(`article[data-entry="${entry!.id}"]`)
    await showArrived(timeline, row)
    const text = await row.innerText()
    expect(text, name).toMatch(/^You\b|by Owner/m)
    for (const said of [...(one.row ?? []), 'Staff']) expect(text, name).toContain(said)
  }
})
