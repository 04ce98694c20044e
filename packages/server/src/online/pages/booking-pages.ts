/** The pages on which somebody books: services, times, their details. */
import { type Html, html } from '../../evidence/escape-html.ts'
import type { OfferedService } from '../offered-services.ts'
import { sayMoney } from '../say-when.ts'
import { pageAnswer, type Reader, say } from './page.ts'
import { field, hidden, timeChoices, type TimeChoices, wholeTime } from './parts.ts'

export function servicesPage(reader: Reader, base: string, services: readonly OfferedService[]): Response {
  const groups = Map.groupBy(services, service => service.group ?? '')
  const content =
    services.length === 0
      ? html`<p>${say(reader, 'nothingOffered')}</p>`
      : html`<p class="quiet">${say(reader, 'chooseService')}</p>
${[...groups].map(
  ([group, list]) => html`${group === '' ? undefined : html`<h2>${group}</h2>`}
<ul class="rows">${list.map(
    service =>
      html`<li><a href="${base}/${service.ref}"><span><strong>${service.name}</strong>${
        service.description === undefined
          ? undefined
          : html`<span class="quiet">${service.description}</span>`
      }</span>${terms(reader, service)}</a></li>`,
  )}</ul>`,
)}`
  return pageAnswer(reader, { title: say(reader, 'bookWith'), content })
}

/** How long, and for how much. */
function terms(reader: Reader, { wish, price, currency }: OfferedService): Html {
  const cost =
    price === undefined
      ? undefined
      : html`<strong>${sayMoney(reader.locale, reader, price, currency)}</strong>`
  return html`<span class="side">${cost}<span class="quiet">${say(reader, 'minutes', { n: wish.duration })}</span></span>`
}

const about = (reader: Reader, service: OfferedService): Html =>
  html`<p class="quiet">${say(reader, 'minutes', { n: service.wish.duration })}${
    service.price === undefined
      ? undefined
      : html` · ${sayMoney(reader.locale, reader, service.price, service.currency)}`
  }</p>`

export interface WhoChoice {
  readonly name: string
  readonly href: string
  readonly isChosen: boolean
}

export const timesPage = (
  reader: Reader,
  service: OfferedService,
  base: string,
  choices: TimeChoices,
  who: readonly WhoChoice[],
): Response =>
  pageAnswer(reader, {
    title: service.name,
    times: true,
    content: html`${about(reader, service)}
${
  who.length === 0
    ? undefined
    : html`<nav aria-label="${say(reader, 'with')}"><ul class="who">${who.map(
        ({ name, href, isChosen }) =>
          html`<li><a href="${href}"${isChosen ? html` aria-current="true"` : undefined}>${name}</a></li>`,
      )}</ul></nav>`
}
${timeChoices(reader, choices)}
<p><a href="${base}">${say(reader, 'allServices')}</a></p>`,
  })

export interface DetailsForm {
  readonly startsAt: number
  /** Where it is sent to: the page's own address. */
  readonly action: string
  /** Back to the times. */
  readonly back: string
  readonly member: string | undefined
  readonly key: string
  readonly values: Readonly<Record<'name' | 'email' | 'phone' | 'note', string>>
  readonly wrong: Readonly<Partial<Record<'name' | 'email' | 'phone' | 'note', string>>>
  /** Said above the form. */
  readonly notice?: string | undefined
}

export function detailsPage(reader: Reader, service: OfferedService, form: DetailsForm): Response {
  const { startsAt, action, back, member, key, values, wrong, notice } = form
  const isWrong = notice !== undefined || Object.keys(wrong).length > 0
  const until = startsAt + service.wish.duration * 60_000
  return pageAnswer(reader, {
    title: say(reader, 'yourDetails'),
    status: isWrong ? 422 : 200,
    times: true,
    content: html`<div class="card"><h2>${service.name}</h2><p>${wholeTime(reader, startsAt, until)}</p>
${member === undefined ? undefined : html`<p>${say(reader, 'with')} ${member}</p>`}${about(reader, service)}</div>
${notice === undefined ? undefined : html`<p class="notice bad" role="alert">${notice}</p>`}
<form method="post" action="${action}">
${hidden('key', key)}
${field(reader, 'name', say(reader, 'name'), { autocomplete: 'name', value: values.name, wrong: wrong.name, most: 200 })}
${field(reader, 'email', say(reader, 'email'), {
  type: 'email',
  autocomplete: 'email',
  value: values.email,
  wrong: wrong.email,
  most: 254,
})}
${field(reader, 'phone', say(reader, 'phone'), {
  type: 'tel',
  autocomplete: 'tel',
  value: values.phone,
  wrong: wrong.phone,
  most: 40,
  optional: true,
})}
${field(reader, 'note', say(reader, 'note'), { value: values.note, wrong: wrong.note, most: 2000, optional: true, rows: true })}
<div class="trap" aria-hidden="true"><label for="website">Website</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<p class="hint">${say(reader, 'useOfDetails')}</p>
<div class="acts"><button class="button main" type="submit">${say(reader, 'book')}</button>
<a class="button plain" href="${back}">${say(reader, 'back')}</a></div>
</form>`,
  })
}

/** Somebody was faster: what is free instead. */
export const takenPage = (
  reader: Reader,
  service: OfferedService,
  back: string,
  free: readonly { readonly at: number; readonly href: string }[],
): Response =>
  pageAnswer(reader, {
    title: service.name,
    status: 409,
    times: true,
    content: html`<p class="notice bad" role="alert">${say(reader, free.length === 0 ? 'takenNone' : 'taken')}</p>
${
  free.length === 0
    ? undefined
    : html`<ul class="rows">${free.map(
        ({ at, href }) =>
          html`<li><a href="${href}"><span>${wholeTime(reader, at, undefined)}</span></a></li>`,
      )}</ul>`
}
<p><a href="${back}">${say(reader, 'back')}</a></p>`,
  })
