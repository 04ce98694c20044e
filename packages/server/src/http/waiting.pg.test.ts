/** What waits for somebody, against what the entries say. */
import type { Entry, Json, WaitingItem } from '@daybook/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fold } from '../actions/fold-model.fixture.ts'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let now = Date.parse('2026-11-20T09:00:00Z')

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

const post = (ws: TestWorkspace, path: string, body?: unknown) => ws.call('POST', `/v1/objects/${path}`, body)
const waiting = async (ws: TestWorkspace, query = ''): Promise<WaitingItem[]> => {
  const items: WaitingItem[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body, status } = await ws.call(
      'GET',
      `/v1/waiting?limit=2${query}${cursor && `&cursor=${cursor}`}`,
    )
    expect(status).toBe(200)
    items.push(...body.items)
    cursor = body.next
  }
  return items
}
const short = (items: readonly WaitingItem[]) =>
  items.map(({ kind, object, amount }) => [kind, object.id, amount?.value])

interface Money {
  type: string
  fields: Record<string, Json>
  /** When each field last changed, by the order of the log. */
  at: Record<string, string>
  account?: string
  told?: number
  returned?: number
}

/** The plain way: every entry read, every state told anew, every account added up. */
function recompute(entries: readonly Entry[]): (readonly [string, string, number | undefined])[] {
  const objects = new Map<string, Money>()
  for (const entry of entries) {
    const [own, ...others] = entry.objects.map(({ type, id }) => ({ type, name: `${type} ${id}` }))
    if (own === undefined) continue
    for (const one of [own, ...others])
      if (!objects.has(one.name)) objects.set(one.name, { type: one.type, fields: {}, at: {} })
    const object = objects.get(own.name)!
    object.fields = fold(object.fields, entry)
    if (!['payment', 'invoice', 'fee'].includes(own.type)) continue
    object.account ??=
      others.find(one => one.type === 'booking')?.name ??
      (own.type === 'payment' ? others.find(one => one.type === 'invoice')?.name : undefined)
    const amount = entry.context?.amount?.value
    if (amount === undefined) continue
    if (entry.action === 'payment.refunded') object.returned = (object.returned ?? 0) + amount
    else object.told = amount
  }
  const found: (readonly [string, string, number | undefined])[] = []
  const accounts = new Map<
    string,
    { charges: number; asks: number; settled: number; got: number; all: boolean; sent?: string; draft?: true }
  >()
  for (const [name, { type, fields, account, told, returned }] of objects) {
    const on = account ?? name
    const root =
      type === 'payment' ? (objects.get(on)?.type === 'invoice' ? (objects.get(on)!.account ?? on) : on) : on
    const sums = accounts.get(root) ?? { charges: 0, asks: 0, settled: 0, got: 0, all: false }
    accounts.set(root, sums)
    const id = name.split(' ')[1]!
    if (fields['deleted'] === 'yes') continue
    const status = fields['status']
    const amount =
      (type === 'invoice' ? (fields['total'] as number) : undefined) ??
      (fields['amount'] as number | undefined) ??
      told
    if (type === 'booking' && status === 'completed')
      sums.charges += (fields['price'] as number | undefined) ?? 0
    if (type === 'fee' && fields['waived'] !== true) sums.charges += amount ?? 0
    if (type === 'invoice' && status === 'draft') {
      sums.draft = true
      found.push(['not_sent', id, amount])
    }
    if (type === 'invoice' && status === 'sent') {
      sums.asks += amount!
      sums.sent ??= id
    }
    if (type === 'invoice' && status === 'paid') sums.settled += amount!
    if (type === 'payment' && status === 'pending') found.push(['to_approve', id, amount])
    if (type === 'payment' && ['pending', 'approved', 'succeeded', 'refunded'].includes(String(status))) {
      if (amount === undefined) sums.all = true
      else sums.got += amount - ((fields['refunded'] as number | undefined) ?? returned ?? 0)
    }
  }
  for (const [root, { charges, asks, settled, got, all, sent, draft }] of accounts) {
    const left = Math.max(charges, asks + settled) - Math.max(got, settled)
    if (all || left <= 0) continue
    if (sent !== undefined) found.push(['unpaid', sent, left])
    else if (charges > 0 && !draft) found.push(['unpaid', root.split(' ')[1]!, left])
  }
  return found
}

const sorted = (list: readonly (readonly unknown[])[]) => list.map(one => one.join(' ')).sort()

const booking = fc.integer({ min: 0, max: 2 })
const amount = fc.constantFrom(1000, 3000, 6000)
const step = fc.oneof(
  fc.record({
    do: fc.constantFrom('complete', 'cancel', 'no-show', 'clear-no-show', 'delete', 'restore'),
    booking,
  }),
  fc.record({ do: fc.constantFrom('pay', 'expect', 'told', 'blind', 'invoice'), booking, amount }),
  fc.record({
    do: fc.constantFrom(
      'approve',
      'receive',
      'fail',
      'refund',
      'toldBack',
      'send',
      'mark-paid',
      'void',
      'waive',
    ),
    nth: fc.nat(20),
    amount,
  }),
  fc.record({ do: fc.constant('payInvoice'), nth: fc.nat(20), amount }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

test('M3: Waiting equals a recomputation from the entries, after random acts and what hosts told', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 30 }), async steps => {
      const ws = await door.openWorkspace()
      for (const n of [0, 1, 2])
        await post(ws, `booking/BK-${n}/book`, {
          client: { id: `c-${n}` },
          fields: {
            service: 'Massage',
            startsAt: `2026-11-2${n + 1}T10:00:00Z`,
            price: 6000,
            currency: 'EUR',
          },
        })
      const made = { payment: [] as string[], invoice: [] as string[], fee: [] as string[] }
      for (const one of steps) {
        now += 60_000
        await perform(ws, one, made)
      }
      const entries = await ws.readAll('/v1/entries?order=asc')
      made.fee = [
        ...new Set(entries.flatMap(entry => entry.objects.filter(o => o.type === 'fee').map(o => o.id!))),
      ]
      const items = await waiting(ws)
      expect(sorted(short(items))).toEqual(sorted(recompute(entries)))
      const times = items.map(item => item.since)
      expect(times).toEqual(times.toSorted().toReversed())
      expect(short(await waiting(ws, '&order=asc'))).toEqual(short(items).toReversed())
      expect((await checkWholeLog(door.daybook, ws.workspaceId)).problems).toEqual([])
    }),
    { numRuns: 25 },
  )
})

async function perform(
  ws: TestWorkspace,
  one: Step,
  made: { payment: string[]; invoice: string[]; fee: string[] },
): Promise<void> {
  const money = 'amount' in one ? { value: one.amount, currency: 'EUR' } : undefined
  if (!('booking' in one)) {
    const type = ['send', 'mark-paid', 'void', 'payInvoice'].includes(one.do)
      ? 'invoice'
      : one.do === 'waive'
        ? 'fee'
        : 'payment'
    const id = made[type][one.nth % Math.max(1, made[type].length)]
    if (id === undefined) return
    if (one.do === 'payInvoice') {
      made.payment.push(`P-${made.payment.length}`)
      await post(ws, `payment/${made.payment.at(-1)}/record`, {
        client: { id: 'c-0' },
        fields: { amount: one.amount, currency: 'EUR', invoice: id },
      })
    } else if (one.do === 'toldBack')
      await ws.append({ action: 'payment.refunded', object: { type, id }, context: { amount: money! } })
    else
      await post(
        ws,
        `${type}/${id}/${one.do}`,
        one.do === 'refund' ? { data: { amount: one.amount } } : undefined,
      )
    return
  }
  const of = `BK-${one.booking}`
  const client = { id: `c-${one.booking}` }
  if (!('amount' in one)) {
    await post(ws, `booking/${of}/${one.do}`, { forClient: true })
    return
  }
  if (one.do === 'invoice') {
    made.invoice.push(`I-${made.invoice.length}`)
    await post(ws, `invoice/${made.invoice.at(-1)}/create`, {
      client,
      fields: { total: one.amount, currency: 'EUR', booking: of },
    })
    return
  }
  const id = `P-${made.payment.length}`
  made.payment.push(id)
  if (one.do === 'pay' || one.do === 'expect')
    await post(ws, `payment/${id}/${one.do === 'pay' ? 'record' : 'expect'}`, {
      client,
      fields: { amount: one.amount, currency: 'EUR', booking: of },
    })
  // A host tells the amount beside the state, or not at all.
  else
    await ws.append({
      action: 'payment.succeeded',
      client,
      objects: [
        { type: 'payment', id },
        { type: 'booking', id: of },
      ],
      ...(one.do === 'told' && { context: { amount: money! } }),
    })
}

describe('Waiting', () => {
  test('names what waits, since when and how much, the newest first, and forgets what was done', async () => {
    const ws = await door.openWorkspace()
    await post(ws, 'booking/BK-1/book', {
      client: { id: 'c-1', name: 'Ana Lima' },
      fields: { service: 'Massage', startsAt: '2026-11-25T10:00:00Z', price: 6000, currency: 'EUR' },
    })
    now += 60_000
    await post(ws, 'booking/BK-1/complete')
    expect(short(await waiting(ws))).toEqual([['unpaid', 'BK-1', 6000]])
    now += 60_000
    const at = new Date(now).toISOString().replace('.000', '')
    await post(ws, 'invoice/INV-1/create', {
      client: { id: 'c-1' },
      fields: { total: 6000, currency: 'EUR', booking: 'BK-1' },
    })
    const [draft, ...none] = await waiting(ws)
    expect(none).toEqual([])
    expect(draft).toMatchObject({
      kind: 'not_sent',
      since: at,
      amount: { value: 6000, currency: 'EUR' },
      object: { type: 'invoice', id: 'INV-1', clients: [{ name: 'Ana Lima' }] },
    })
    expect(draft!.object.acts).toContain('send')
    await post(ws, 'invoice/INV-1/send')
    expect(short(await waiting(ws))).toEqual([['unpaid', 'INV-1', 6000]])
    await post(ws, 'payment/PAY-1/expect', {
      client: { id: 'c-1' },
      fields: { amount: 6000, currency: 'EUR', invoice: 'INV-1' },
    })
    expect(short(await waiting(ws))).toEqual([['to_approve', 'PAY-1', 6000]])
    expect(short(await waiting(ws, '&kind=unpaid&kind=not_sent'))).toEqual([])
    await post(ws, 'payment/PAY-1/approve')
    expect(await waiting(ws)).toEqual([])
  })

  test('tells staff who see a part only what is theirs, and nothing that others’ acts decide', async () => {
    const ws = await door.openWorkspace()
    const bound = await door.member(ws, 'staff', { name: 'Rui', visibility: 'own_clients' })
    const acting = await door.member(ws, 'staff', { name: 'Eva', visibility: 'own_acts' })
    for (const n of [1, 2]) {
      await post(ws, `booking/BK-${n}/book`, {
        client: { id: `c-${n}` },
        fields: {
          service: 'Massage',
          startsAt: `2026-11-2${n}T10:00:00Z`,
          price: 6000,
          currency: 'EUR',
          ...(n === 1 && { member: bound.id }),
        },
      })
      await post(ws, `booking/BK-${n}/complete`)
    }
    const asked = async (person: typeof bound) => short((await person.call('GET', '/v1/waiting')).body.items)
    expect((await waiting(ws)).length).toBe(2)
    expect(await asked(bound)).toEqual([['unpaid', 'BK-1', 6000]])
    expect(await asked(acting)).toEqual([])
    await acting.call('POST', '/v1/objects/invoice/INV-9/create', {
      client: { id: 'c-9', name: 'New' },
      fields: { total: 100, currency: 'EUR' },
    })
    expect(await asked(acting)).toEqual([['not_sent', 'INV-9', 100]])
    expect(await asked(bound)).toEqual([['unpaid', 'BK-1', 6000]])
  })

  test('has nothing of a client who was erased', async () => {
    const ws = await door.openWorkspace()
    await post(ws, 'invoice/INV-1/create', { client: { id: 'c-1' }, fields: { total: 100, currency: 'EUR' } })
    expect((await waiting(ws)).length).toBe(1)
    const erased = await ws.call('POST', '/v1/clients/c-1/erase', { mode: 'erase' })
    expect([200, 201, 202]).toContain(erased.status)
    expect(await waiting(ws)).toEqual([])
  })
})

test('money that a host told in its entries alone has its currency', async () => {
  const ws = await door.openWorkspace()
  const about = { client: { id: 'C-1', name: 'Ada' }, object: { type: 'payment', id: 'PAY-TOLD' } }
  await ws.append({
    action: 'payment.pending',
    ...about,
    actor: { type: 'integration', id: 'cards' },
    context: { amount: { value: 48_000, currency: 'EUR' } },
  })
  expect(await waiting(ws)).toMatchObject([
    { kind: 'to_approve', object: { id: 'PAY-TOLD' }, amount: { value: 48_000, currency: 'EUR' } },
  ])
})
