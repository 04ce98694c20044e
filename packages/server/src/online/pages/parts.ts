/** Pieces of the public pages. */
import { type Html, html } from '../../evidence/escape-html.ts'
import { formatInstant } from '../../entry/times.ts'
import { sayDay, sayMoney, sayTime, sayWhen, sayWholeDay, sayZone } from '../say-when.ts'
import type { OwnBooking } from '../own-booking.ts'
import { statusWord } from '../status-word.ts'
import { type Reader, say } from './page.ts'

/** A time of the clock, beside which the script says the visitor's own. */
export const clockTime = (reader: Reader, at: number): Html =>
  html`<time datetime="${formatInstant(at)}" data-zone="${reader.timeZone}">${sayTime(reader.locale, reader, at)}</time>`

/** By which clock the times of a page go. */
export const zoneHint = (reader: Reader, at: number): Html =>
  html`<p class="hint">${say(reader, 'timesIn', { zone: sayZone(reader.locale, reader, at) })}<span hidden
 data-own-zone="${reader.timeZone}" data-at="${formatInstant(at)}">; ${say(reader, 'yourZone')} (<b></b>)</span></p>`

/** Day, time and zone of an appointment. */
export const wholeTime = (reader: Reader, from: number, to: number | undefined): Html =>
  html`<time datetime="${formatInstant(from)}" data-zone="${reader.timeZone}" data-place>${sayWhen(reader.locale, reader, from, to)}</time>
<small>${sayZone(reader.locale, reader, from)}</small>`

export interface DayChoice {
  /** `2026-11-26` */
  readonly date: string
  readonly href: string
  readonly isFree: boolean
}

export interface TimeChoices {
  readonly days: readonly DayChoice[]
  readonly chosen: string | undefined
  readonly earlier: string | undefined
  readonly later: string | undefined
  /** Of the chosen day. */
  readonly times: readonly {
    readonly at: number
    readonly href: string
    readonly places?: number | undefined
  }[]
}

/** Days, and the times of one of them: all of it links. */
export function timeChoices(reader: Reader, { days, chosen, earlier, later, times }: TimeChoices): Html {
  const { locale } = reader
  const first = times[0]?.at
  return html`<nav aria-label="${say(reader, 'days')}">
<ol class="days">${days.map(({ date, href, isFree }) => {
    const { weekday, day, month } = sayDay(locale, date)
    const label = html`<small>${weekday} </small>${day}<small> ${month}</small>`
    if (!isFree) return html`<li><span>${label}</span></li>`
    return html`<li><a href="${href}"${date === chosen ? html` aria-current="date"` : undefined}>${label}</a></li>`
  })}</ol>
<p class="around">${around(reader, 'earlier', earlier)}${around(reader, 'later', later)}</p>
</nav>
${chosen === undefined ? html`<p>${say(reader, 'noTimesInSpan')}</p>` : html`<h2>${sayWholeDay(locale, chosen)}</h2>`}
${
  times.length === 0
    ? chosen === undefined
      ? undefined
      : html`<p>${say(reader, 'noTimes')}</p>`
    : html`<ul class="times">${times.map(
        ({ at, href, places }) =>
          html`<li><a href="${href}">${clockTime(reader, at)}${placesLeft(reader, places)}</a></li>`,
      )}</ul>`
}
${first === undefined ? undefined : zoneHint(reader, first)}`
}

const around = (reader: Reader, name: 'earlier' | 'later', href: string | undefined): Html =>
  href === undefined ? html`<span></span>` : html`<a href="${href}">${say(reader, name)}</a>`

const placesLeft = (reader: Reader, places: number | undefined): Html | undefined =>
  places === undefined
    ? undefined
    : html`<small>${places === 1 ? say(reader, 'onePlace') : say(reader, 'places', { n: places })}</small>`

interface FieldOptions {
  readonly type?: string
  readonly autocomplete?: string
  readonly value?: string
  readonly wrong?: string | undefined
  readonly optional?: boolean
  readonly rows?: boolean
  readonly most: number
  readonly inputmode?: string
}

/** A field of a form, with its label and what is wrong with it. */
export function field(reader: Reader, name: string, label: string, options: FieldOptions): Html {
  const {
    type = 'text',
    autocomplete = 'off',
    value = '',
    wrong,
    optional = false,
    most,
    inputmode,
  } = options
  const state = html`${optional ? undefined : html` required`}${
    wrong === undefined ? undefined : html` aria-invalid="true" aria-describedby="${name}-wrong"`
  }`
  const common = html`id="${name}" name="${name}" maxlength="${most}" autocomplete="${autocomplete}"${state}`
  const control =
    options.rows === true
      ? html`<textarea ${common} rows="3">${value}</textarea>`
      : html`<input ${common} type="${type}" value="${value}"${
          inputmode === undefined ? undefined : html` inputmode="${inputmode}"`
        }>`
  return html`<div class="field">
<label for="${name}">${label}${optional ? html` <span class="quiet">(${say(reader, 'optional')})</span>` : undefined}</label>
${control}
${wrong === undefined ? undefined : html`<p class="wrong" id="${name}-wrong">${wrong}</p>`}
</div>`
}

export const hidden = (name: string, value: string | number): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** What was agreed. */
export function bookingFacts(reader: Reader, booking: OwnBooking): Html {
  const { startsAt, endsAt, member, location, price, currency, status } = booking
  const { locale } = reader
  const facts: readonly (readonly [string, Html | string | undefined])[] = [
    [say(reader, 'when'), startsAt === undefined ? undefined : wholeTime(reader, startsAt, endsAt)],
    [say(reader, 'with'), member],
    [say(reader, 'where'), location],
    [say(reader, 'price'), price === undefined ? undefined : sayMoney(locale, reader, price, currency)],
    [say(reader, 'status'), status && statusWord(locale, status)],
  ]
  return html`<div class="card"><h2>${booking.service}</h2><dl>${facts.flatMap(([term, value]) =>
    value === undefined ? [] : [html`<dt>${term}</dt><dd>${value}</dd>`],
  )}</dl></div>`
}
