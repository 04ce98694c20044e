/** What the clinic sells beside sessions: bands and cushions, vouchers, coupons, points. */
import { CARDS, DESK, euros, MANAGER, OFFICE, RECEPTION, SYSTEM } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { tellOffers } from './offers.ts'
import { clientOf, PEOPLE, type Person, self } from './people.ts'

const GOODS = [
  ['Elastic band', 1200],
  ['Balance cushion', 3400],
  ['Massage ball', 900],
  ['Kinesiology tape', 1400],
] as const

export function tellShop(diary: Diary): void {
  for (let order = 0; order < 26; order++) tellOrder(diary, PEOPLE[(order * 7) % 36]!, -500 + order * 19)
  for (let quote = 0; quote < 6; quote++) tellQuote(diary, PEOPLE[quote * 5 + 2]!, -400 + quote * 66, quote)
  tellVouchers(diary)
  tellOffers(diary)
  tellCoupons(diary)
  tellPoints(diary)
  tellPaidAhead(diary)
}

function tellOrder(diary: Diary, person: Person, day: number): void {
  const { clock, dice } = diary
  const client = clientOf(person)
  const [item, price] = dice.pick(GOODS)
  const at = clock.at(day, dice.whole(18, 21), dice.whole(0, 50))
  const from = { client, actor: self(person), context: { ...person.device, amount: euros(price) } }
  const cart = { type: 'cart', id: diary.number('CART') }
  diary.add(at, { ...from, action: 'cart.created', object: cart, data: { items: [item] } })
  if (dice.chance(0.3)) {
    diary.add(later(at, 120), {
      action: 'cart.abandoned',
      client,
      object: cart,
      actor: SYSTEM,
      source: 'automated',
    })
    return
  }
  const object = { type: 'order', id: diary.number('OR') }
  if (dice.chance(0.3))
    diary.add(later(at, 2), {
      ...from,
      action: 'cart.updated',
      object: cart,
      data: { items: [item, 'Massage ball'] },
    })
  diary.add(later(at, 5), {
    ...from,
    action: 'order.created',
    object,
    state: { number: object.id, status: 'placed', items: [item], total: price, currency: 'EUR' },
  })
  finishOrder(diary, person, object, item, day)
}

function finishOrder(
  diary: Diary,
  person: Person,
  object: { readonly type: string; readonly id: string },
  item: string,
  day: number,
): void {
  const { clock, dice } = diary
  const client = clientOf(person)
  const next = clock.at(clock.open(day + 1), 10, dice.whole(0, 50))
  if (dice.chance(0.15)) {
    diary.add(next, {
      action: 'order.cancelled',
      client,
      object,
      actor: self(person),
      reason: 'ordered twice',
    })
    return
  }
  if (dice.chance(0.25))
    diary.add(later(next, -30), {
      action: 'order.updated',
      client,
      object,
      actor: RECEPTION,
      context: DESK,
      changes: [{ field: 'items', before: [item], after: [item, 'Kinesiology tape'] }],
    })
  diary.add(next, {
    action: 'order.fulfilled',
    client,
    object,
    actor: RECEPTION,
    source: 'physical',
    context: DESK,
  })
}

function tellQuote(diary: Diary, person: Person, day: number, index: number): void {
  const { clock } = diary
  const client = clientOf(person)
  const object = { type: 'quote', id: diary.number('QU') }
  const at = clock.at(clock.open(day), 14, 10)
  const context = { ...OFFICE, amount: euros(48_000) }
  diary.add(at, {
    action: 'quote.created',
    client,
    object,
    actor: MANAGER,
    context,
    state: { number: object.id, status: 'draft', total: 48_000, currency: 'EUR', service: 'Ten sessions' },
    data: { service: 'Ten sessions' },
  })
  diary.add(later(at, 8), { action: 'quote.sent', client, object, actor: MANAGER, context: OFFICE })
  if (index === 5) return
  diary.add(later(at, 60 * 50), {
    action: index % 2 === 0 ? 'quote.accepted' : 'quote.declined',
    client,
    object,
    actor: self(person),
    context: person.device,
    ...(index % 2 === 1 && { reason: 'the insurance does not pay' }),
  })
}

function tellVouchers(diary: Diary): void {
  const { clock } = diary
  for (let index = 0; index < 5; index++) {
    const [buyer, guest] = [PEOPLE[index * 3 + 4]!, PEOPLE[index * 3 + 5]!]
    const object = { type: 'voucher', id: diary.number('V'), name: `V-${5000 + index * 37}` }
    const context = { amount: euros(6000) }
    const at = clock.at(clock.open(-330 + index * 60), 12, 30)
    const state = { code: object.name, status: 'active', amount: 6000, balance: 6000, currency: 'EUR' }
    diary.add(at, {
      action: 'voucher.created',
      object,
      actor: RECEPTION,
      context: { ...DESK, ...context },
      state,
    })
    diary.add(later(at, 3), {
      action: 'voucher.purchased',
      client: clientOf(buyer),
      object,
      actor: self(buyer),
      context,
    })
    if (index === 1)
      diary.add(later(at, 60 * 24 * 3), {
        action: 'voucher.updated',
        object,
        actor: MANAGER,
        context: OFFICE,
        changes: [{ field: 'validUntil', before: clock.date(20), after: clock.date(110) }],
      })
    if (index === 0)
      diary.add(clock.at(-3, 0, 5), { action: 'voucher.expired', object, actor: SYSTEM, source: 'automated' })
    else if (index === 3)
      diary.add(later(at, 90), { action: 'voucher.deleted', object, actor: RECEPTION, reason: 'typed twice' })
    else
      diary.add(later(at, 60 * 24 * 21), {
        action: 'voucher.redeemed',
        client: clientOf(guest),
        object,
        actor: RECEPTION,
        context: { ...DESK, ...context },
        changes: [{ field: 'balance', before: 6000, after: 0 }],
      })
  }
}

function tellCoupons(diary: Diary): void {
  const { clock } = diary
  const object = { type: 'coupon', id: 'CP-1', name: 'SPRING10' }
  const state = { name: 'Spring', code: 'SPRING10', status: 'active', percent: '10', limit: 50 }
  diary.add(clock.at(clock.open(-240), 9, 40), { action: 'coupon.created', object, actor: MANAGER, state })
  diary.add(clock.at(clock.open(-238), 9, 40), {
    action: 'coupon.updated',
    object,
    actor: MANAGER,
    changes: [{ field: 'percent', before: '10', after: '15' }],
  })
  for (const [index, person] of PEOPLE.slice(8, 14).entries())
    diary.add(clock.at(-230 + index * 6, 19, index), {
      action: 'coupon.redeemed',
      client: clientOf(person),
      object,
      actor: self(person),
      context: { amount: euros(825) },
    })
  diary.add(clock.at(-150, 0, 5), { action: 'coupon.expired', object, actor: SYSTEM, source: 'automated' })
  const wrong = { type: 'coupon', id: 'CP-2', name: 'SUMER' }
  diary.add(clock.at(clock.open(-120), 9, 40), { action: 'coupon.created', object: wrong, actor: MANAGER })
  diary.add(clock.at(clock.open(-120), 9, 42), { action: 'coupon.deleted', object: wrong, actor: MANAGER })
}

function tellPoints(diary: Diary): void {
  const { clock } = diary
  const reward = { type: 'reward', id: 'RW-1', name: 'Foot massage, 20 minutes' }
  diary.add(clock.at(clock.open(-420), 11), {
    action: 'reward.created',
    object: reward,
    actor: MANAGER,
    state: { name: reward.name, points: 200, active: true },
  })
  diary.add(clock.at(clock.open(-200), 11), {
    action: 'reward.updated',
    object: reward,
    actor: MANAGER,
    changes: [{ field: 'points', before: 200, after: 250 }],
  })
  const old = { type: 'reward', id: 'RW-2', name: 'Towel' }
  diary.add(clock.at(clock.open(-420), 11, 5), { action: 'reward.created', object: old, actor: MANAGER })
  diary.add(clock.at(clock.open(-300), 11, 5), { action: 'reward.deleted', object: old, actor: MANAGER })
  for (const [index, person] of PEOPLE.slice(2, 7).entries()) {
    const at = clock.at(clock.openBefore(-180 + index * 30), 16, 20)
    const client = clientOf(person)
    diary.add(at, {
      action: 'points.spent',
      client,
      actor: self(person),
      source: 'physical',
      data: { points: 250 },
    })
    diary.add(later(at, 1), {
      action: 'reward.redeemed',
      client,
      object: reward,
      actor: RECEPTION,
      context: DESK,
    })
  }
  for (const person of PEOPLE.slice(20, 23))
    diary.add(clock.at(-60, 1), {
      action: 'points.expired',
      client: clientOf(person),
      actor: SYSTEM,
      source: 'automated',
      data: { points: 55 },
    })
}

/** Ten sessions are paid ahead; the manager approves it. */
function tellPaidAhead(diary: Diary): void {
  const { clock } = diary
  for (const [index, person] of PEOPLE.slice(15, 19).entries()) {
    const object = { type: 'payment', id: diary.number('PAY') }
    const at = clock.at(clock.openBefore(-70 + index * 16), 13, index)
    const about = { client: clientOf(person), object }
    const context = { amount: euros(48_000) }
    if (index === 0)
      diary.add(at, {
        ...about,
        action: 'payment.failed',
        actor: CARDS,
        source: 'webhook',
        outcome: 'failure',
        context,
        reason: 'card expired',
      })
    else {
      diary.add(at, { ...about, action: 'payment.pending', actor: CARDS, source: 'webhook', context })
      if (index < 3)
        diary.add(later(at, 200), {
          ...about,
          action: 'payment.approved',
          actor: MANAGER,
          context: { ...OFFICE, ...context },
        })
      if (index === 1)
        diary.add(later(at, 60 * 24), {
          ...about,
          action: 'payment.refunded',
          actor: MANAGER,
          context: { ...OFFICE, amount: euros(6000) },
          reason: 'one session of ten was not needed',
        })
      if (index === 2)
        diary.add(later(at, 210), {
          ...about,
          action: 'payment.updated',
          actor: MANAGER,
          changes: [{ field: 'method', before: 'card', after: 'transfer' }],
        })
    }
  }
}
