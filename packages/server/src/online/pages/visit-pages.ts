/** The pages of one booking: by a link, or in the portal. */
import { type Html, html } from '../../evidence/escape-html.ts'
import type { CancelCost, MayChange } from '../may-change.ts'
import type { OwnBooking } from '../own-booking.ts'
import { sayMoney, sayWhen } from '../say-when.ts'
import { pageAnswer, type Reader, say } from './page.ts'
import { bookingFacts, field, hidden, timeChoices, type TimeChoices, wholeTime } from './parts.ts'

export type VisitNews = 'booked' | 'requested' | 'confirmed' | 'moved' | 'cancelled'

export interface VisitPage {
  readonly booking: OwnBooking
  readonly may: MayChange
  /** The page's own address, below which its acts are. */
  readonly base: string
  readonly key: string
  /** What has just happened. */
  readonly news: VisitNews | undefined
  /** Where more of theirs is. */
  readonly home?: string | undefined
}

const NEWS = {
  booked: ['bookedTitle', 'bookedText'],
  requested: ['requestedTitle', 'requestedText'],
  confirmed: ['yourAppointment', 'confirmedText'],
  moved: ['movedTitle', 'movedText'],
  cancelled: ['cancelledTitle', 'cancelledText'],
} as const

export function visitPage(reader: Reader, { booking, may, base, key, news, home }: VisitPage): Response {
  const [title, text] = news === undefined ? (['yourAppointment', undefined] as const) : NEWS[news]
  const isClosed = !may.confirm && !may.move && !may.cancel
  return pageAnswer(reader, {
    title: say(reader, title),
    times: true,
    content: html`${text === undefined ? undefined : html`<p class="notice" role="status">${say(reader, text)}</p>`}
${bookingFacts(reader, booking)}
${may.isLate && may.cancel ? html`<p class="hint">${say(reader, 'moveTooLate', { hours: may.lateHours })}</p>` : undefined}
${isClosed && news === undefined ? html`<p class="hint">${say(reader, 'closedText')}</p>` : undefined}
<div class="acts">
${may.confirm ? postButton(say(reader, 'confirm'), `${base}/confirm`, key, 'main') : undefined}
${may.move ? html`<a class="button" href="${base}/move">${say(reader, 'move')}</a>` : undefined}
${may.cancel ? html`<a class="button" href="${base}/cancel">${say(reader, 'cancel')}</a>` : undefined}
${home === undefined ? undefined : html`<a class="button plain" href="${home}">${say(reader, 'portalTitle')}</a>`}
</div>`,
  })
}

export const postButton = (text: string, action: string, key: string, look: string): Html =>
  html`<form method="post" action="${action}">${hidden('key', key)}<button class="button ${look}" type="submit">${text}</button></form>`

export interface CancelPage {
  readonly booking: OwnBooking
  readonly may: MayChange
  readonly base: string
  readonly key: string
  readonly cost: CancelCost
  /** It is another than they were shown before. */
  readonly hasChanged: boolean
}

/** What it costs stands there before it happens. */
export function cancelPage(reader: Reader, page: CancelPage): Response {
  const { booking, may, base, key, cost, hasChanged } = page
  const money = (value: number): string => sayMoney(reader.locale, reader, value, cost.currency)
  const costs =
    cost.fee > 0
      ? html`<p class="notice warn">${say(reader, 'costsFee', { hours: may.lateHours, fee: money(cost.fee) })}</p>`
      : html`<p>${say(reader, 'costsNothing')}</p>`
  return pageAnswer(reader, {
    title: say(reader, 'cancelTitle'),
    status: hasChanged ? 409 : 200,
    times: true,
    content: html`${hasChanged ? html`<p class="notice bad" role="alert">${say(reader, 'costChanged')}</p>` : undefined}
${bookingFacts(reader, booking)}
${costs}
${cost.refund > 0 ? html`<p>${say(reader, 'goesBack', { amount: money(cost.refund) })}</p>` : undefined}
<form method="post" action="${base}/cancel">
${hidden('key', key)}${hidden('cost', cost.fee)}
${field(reader, 'reason', say(reader, 'reason'), { most: 1000, optional: true })}
<div class="acts"><button class="button grave" type="submit">${say(reader, 'cancel')}</button>
<a class="button plain" href="${base}">${say(reader, 'keep')}</a></div>
</form>`,
  })
}

export const movePage = (reader: Reader, booking: OwnBooking, base: string, choices: TimeChoices): Response =>
  pageAnswer(reader, {
    title: say(reader, 'moveTitle'),
    times: true,
    content: html`<p><strong>${booking.service}</strong><br>${nowLine(reader, booking)}</p>
${timeChoices(reader, choices)}
<p><a href="${base}">${say(reader, 'keep')}</a></p>`,
  })

const nowLine = (reader: Reader, { startsAt, endsAt }: OwnBooking): string =>
  startsAt === undefined ? '' : say(reader, 'now', { when: sayWhen(reader.locale, reader, startsAt, endsAt) })

export interface MoveTo {
  readonly base: string
  readonly key: string
  readonly startsAt: number
  /** As it stands in the address. */
  readonly to: string
}

export function moveToPage(
  reader: Reader,
  booking: OwnBooking,
  { base, key, startsAt, to }: MoveTo,
): Response {
  const length = (booking.endsAt ?? 0) - (booking.startsAt ?? 0)
  return pageAnswer(reader, {
    title: say(reader, 'moveTitle'),
    times: true,
    content: html`<div class="card"><h2>${booking.service}</h2>
<p>${wholeTime(reader, startsAt, length > 0 ? startsAt + length : undefined)}</p>
<p class="quiet">${nowLine(reader, booking)}</p></div>
<form method="post" action="${base}/move">${hidden('key', key)}${hidden('to', to)}
<div class="acts"><button class="button main" type="submit">${say(reader, 'moveTo')}</button>
<a class="button plain" href="${base}/move">${say(reader, 'back')}</a></div></form>`,
  })
}

export const moveTakenPage = (reader: Reader, back: string): Response =>
  pageAnswer(reader, {
    title: say(reader, 'moveTitle'),
    status: 409,
    content: html`<p class="notice bad" role="alert">${say(reader, 'takenNone')}</p>
<p><a href="${back}">${say(reader, 'back')}</a></p>`,
  })
