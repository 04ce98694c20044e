import { CARDS, DESK, euros, RECEPTION, RULES, SYSTEM } from './cast.ts'
import { later } from './demo-clock.ts'
import { clientOf, self } from './people.ts'
import type { SessionStory } from './session-story.ts'

/** By card, in cash, or by an invoice. */
export function payFor(story: SessionStory, at: string): void {
  const { diary, of, object } = story
  const amount = euros(of.service.price)
  const way = diary.dice.next()
  const payment = { type: 'payment', id: diary.number('PAY') }
  if (way < 0.5) {
    const charge = payment.id.replace('PAY-', 'ch_')
    story.add(at, 'payment.succeeded', {
      objects: [payment, object],
      actor: self(of.person),
      source: 'webhook',
      context: { amount },
      data: { method: 'card' },
      reference: { provider: 'cards', id: charge, url: `https://cards.example/${charge}` },
    })
  } else if (way < 0.72)
    story.add(at, 'payment.succeeded', {
      objects: [payment, object],
      actor: RECEPTION,
      context: { ...DESK, amount },
      data: { method: 'cash' },
    })
  else invoice(story, at)
  if (diary.dice.chance(0.3))
    diary.add(later(at, 1), {
      action: 'points.awarded',
      client: clientOf(of.person),
      actor: SYSTEM,
      rule: RULES.points,
      data: { points: of.service.price / 100 },
    })
}

/** Sent by mail, and paid some days later, or not yet. */
function invoice(story: SessionStory, at: string): void {
  const { diary, of, object } = story
  const bill = { type: 'invoice', id: diary.number('INV') }
  const amount = euros(of.service.price)
  const about = { objects: [bill, object], context: { amount } }
  const paidAt = later(at, 60 * 24 * diary.dice.whole(2, 16))
  story.add(at, 'invoice.created', {
    ...about,
    actor: SYSTEM,
    source: 'automated',
    state: { number: bill.id, status: 'draft', total: of.service.price, currency: 'EUR', booking: of.id },
  })
  story.add(later(at, 12), 'invoice.sent', { ...about, actor: RECEPTION, data: { channel: 'email' } })
  if (diary.dice.chance(0.08)) return
  story.add(paidAt, 'payment.succeeded', {
    objects: [{ type: 'payment', id: diary.number('PAY') }, bill, object],
    actor: CARDS,
    source: 'webhook',
    context: { amount },
    data: { method: 'transfer' },
  })
  story.add(later(paidAt, 1), 'invoice.paid', { ...about, actor: SYSTEM, source: 'automated' })
}
