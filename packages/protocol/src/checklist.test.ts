import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChecklistStep, checklistOf } from './checklist.ts'
import type { Entry } from './entry.ts'

const BOOKING = { type: 'booking', ref: 'ob_booking', id: 'BK-1' }
const OTHER = { type: 'booking', ref: 'ob_other', id: 'BK-2' }

const STEPS: readonly ChecklistStep[] = [
  { name: 'Created', actions: ['booking.booked', 'booking.requested'], condition: 'or_first_recorded' },
  {
    name: 'Scheduled',
    actions: ['booking.booked', 'booking.confirmed', 'booking.rescheduled'],
    unless: ['booking.cancelled', 'booking.rejected'],
  },
  {
    name: 'Paid',
    actions: ['payment.succeeded', 'payment.approved'],
    unless: ['payment.refunded'],
    condition: 'price_reached',
  },
]

let made = 0
function entry(action: string, more: Partial<Entry> = {}): Entry {
  made += 1
  return {
    id: `en_${made}`,
    seq: made,
    action,
    category: 'bookings',
    type: 'booking',
    source: 'staff',
    outcome: 'success',
    occurredAt: '2026-11-22T10:00:00Z',
    recordedAt: '2026-11-22T10:00:00Z',
    sentence: action,
    actor: { type: 'staff', id: 'm-1', name: 'Rita' },
    clients: [],
    objects: [BOOKING],
    erased: false,
    ...more,
  }
}

const price = (value: number | null) =>
  entry('booking.updated', {
    changes: [
      { field: 'price', after: value, ref: BOOKING.ref },
      { field: 'currency', after: 'EUR', ref: BOOKING.ref },
    ],
  })
const money = (action: string, payment: string, value?: number) =>
  entry(action, {
    objects: [{ type: 'payment', ref: payment }, BOOKING],
    ...(value !== undefined && { context: { amount: { value, currency: 'EUR' } } }),
  })

const states = (entries: readonly Entry[], steps = STEPS) =>
  checklistOf(steps, entries, BOOKING.ref).map(({ state }) => state)
const paid = (entries: readonly Entry[]) => checklistOf(STEPS, entries, BOOKING.ref)[2]!

describe('a checklist', () => {
  test('is done step by step, and each step names the entry that it rests on', () => {
    const booked = entry('booking.booked')
    const paidBy = money('payment.succeeded', 'p1', 6000)
    const steps = checklistOf(STEPS, [booked, price(6000), paidBy], BOOKING.ref)
    expect(steps.map(({ name, state, entry: by }) => [name, state, by?.id])).toEqual([
      ['Created', 'done', booked.id],
      ['Scheduled', 'done', booked.id],
      ['Paid', 'done', paidBy.id],
    ])
    expect(steps[2]!.paid).toEqual({ value: 6000, price: 6000, currency: 'EUR' })
  })

  test('begins with whatever was recorded first, where nobody said that it was booked', () => {
    const first = entry('booking.updated')
    expect(checklistOf(STEPS, [first, entry('booking.booked')], BOOKING.ref)[0]).toMatchObject({
      state: 'done',
      entry: { id: first.id },
    })
    expect(states([])).toEqual(['open', 'open', 'open'])
  })

  test('is undone by what undoes it, and done again by what comes later', () => {
    const acts = [entry('booking.booked'), entry('booking.cancelled')]
    expect(states(acts)[1]).toBe('open')
    expect(states([...acts, entry('booking.confirmed')])[1]).toBe('done')
    // A cancellation of another booking that names this one beside it is none of this one.
    const others = entry('booking.cancelled', { objects: [OTHER, BOOKING] })
    expect(states([entry('booking.booked'), others])[1]).toBe('done')
  })

  test('what failed counts for nothing', () => {
    expect(states([entry('booking.booked', { outcome: 'failure' })])).toEqual(['open', 'open', 'open'])
  })

  test('tells partly, done, refunded and refunded in part apart', () => {
    const part = [price(6000), money('payment.succeeded', 'p1', 2000)]
    expect(paid(part).state).toBe('partly')
    const whole = [...part, money('payment.succeeded', 'p2', 4000)]
    expect(paid(whole).state).toBe('done')
    expect(paid([...whole, money('payment.refunded', 'p2', 1000)]).state).toBe('partly_refunded')
    const back = money('payment.refunded', 'p2')
    expect(paid([...whole, money('payment.refunded', 'p1', 2000), back])).toMatchObject({
      state: 'refunded',
      entry: { id: back.id },
      paid: { value: 0 },
    })
    expect(paid([price(0)]).state).toBe('done')
    expect(paid([money('payment.succeeded', 'p1', 100)]).state).toBe('done')
  })

  test('a payment is one, however often it is told, and none once it failed', () => {
    const twice = [price(6000), money('payment.approved', 'p1', 3000), money('payment.succeeded', 'p1', 3000)]
    expect(paid(twice)).toMatchObject({ state: 'partly', paid: { value: 3000 } })
    expect(paid([...twice, money('payment.failed', 'p1', 3000)]).state).toBe('open')
  })

  test('what is in another currency is not counted', () => {
    const dollars = { context: { amount: { value: 9000, currency: 'USD' } } }
    expect(paid([price(6000), entry('payment.succeeded', dollars)]).state).toBe('open')
  })
})

const act = fc.oneof(
  fc
    .constantFrom('booked', 'requested', 'confirmed', 'rescheduled', 'cancelled', 'rejected', 'updated')
    .map(name => ({ kind: 'booking' as const, name })),
  fc.record({ kind: fc.constant('price' as const), value: fc.nat({ max: 5 }) }),
  fc.record({
    kind: fc.constant('money' as const),
    name: fc.constantFrom('succeeded', 'approved', 'refunded', 'failed'),
    payment: fc.constantFrom('p1', 'p2', 'p3'),
    value: fc.integer({ min: 1, max: 4 }),
  }),
)

test('whatever happens in whatever order, a checklist is what a plain count of the entries says', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), acts => {
      const entries = acts.map(one =>
        one.kind === 'booking'
          ? entry(`booking.${one.name}`)
          : one.kind === 'price'
            ? price(one.value)
            : money(`payment.${one.name}`, one.payment, one.value),
      )
      const names = acts.map(one => (one.kind === 'booking' ? one.name : ''))
      const lastUndone = Math.max(names.lastIndexOf('cancelled'), names.lastIndexOf('rejected'))
      const doneAt = names.findIndex(
        (name, at) => at > lastUndone && ['booked', 'confirmed', 'rescheduled'].includes(name),
      )
      const [created, scheduled, money_] = checklistOf(STEPS, entries, BOOKING.ref)
      expect(created!.state).toBe(entries.length > 0 ? 'done' : 'open')
      expect(scheduled!.entry?.id).toBe(entries[doneAt]?.id)
      // Money: the last price, and of each payment what came in since it last failed, less all that went back.
      const asked = acts.findLast(one => one.kind === 'price')?.value
      const payments = new Map<string, { in: number; back: number }>()
      let loose = 0
      let back = false
      for (const one of acts) {
        if (one.kind !== 'money') continue
        const known = payments.get(one.payment)
        if (one.name === 'failed') payments.delete(one.payment)
        else if (one.name !== 'refunded') payments.set(one.payment, { in: one.value, back: known?.back ?? 0 })
        else {
          back = true
          if (known) payments.set(one.payment, { ...known, back: known.back + one.value })
          else loose += one.value
        }
      }
      const net = [...payments.values()].reduce((sum, one) => sum + one.in - one.back, -loose)
      const isTouched = payments.size > 0 || back
      const expected = !isTouched
        ? asked === 0
          ? 'done'
          : 'open'
        : back && net <= 0
          ? 'refunded'
          : asked === undefined
            ? back
              ? 'partly_refunded'
              : 'done'
            : net >= asked
              ? 'done'
              : back
                ? 'partly_refunded'
                : 'partly'
      expect(money_!.state).toBe(expected)
      // Nothing is done without the entry that did it.
      for (const step of [created!, scheduled!, money_!])
        expect(step.state === 'open').toBe(step.entry === undefined)
    }),
  )
})
