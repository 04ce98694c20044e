/** The pages of the portal: signing in, one's own bookings, what one may ask for. */
import { html, type Html } from '../../evidence/escape-html.ts'
import { formatId } from '../../ids.ts'
import type { OwnBooking } from '../own-booking.ts'
import { statusWord } from '../status-word.ts'
import { pageAnswer, type Reader, say } from './page.ts'
import { field, hidden, wholeTime } from './parts.ts'
import { postButton } from './visit-pages.ts'

interface SignInForm {
  readonly base: string
  readonly notice?: string | undefined
  readonly wrong?: string | undefined
  readonly email?: string
}

export const signInPage = (reader: Reader, { base, notice, wrong, email = '' }: SignInForm): Response =>
  pageAnswer(reader, {
    title: say(reader, 'portalTitle'),
    status: wrong === undefined ? 200 : 422,
    content: html`${notice === undefined ? undefined : html`<p class="notice" role="status">${notice}</p>`}
<p>${say(reader, 'signInText')}</p>
<form method="post" action="${base}/sign-in">
${field(reader, 'email', say(reader, 'email'), { type: 'email', autocomplete: 'email', value: email, wrong, most: 254 })}
<div class="acts"><button class="button main" type="submit">${say(reader, 'sendLink')}</button></div>
</form>`,
  })

/** The same whether the address is known or not. */
export const sentPage = (reader: Reader, base: string, email: string, wrong?: string): Response =>
  pageAnswer(reader, {
    title: say(reader, 'sentTitle'),
    status: wrong === undefined ? 200 : 401,
    content: html`<p>${say(reader, 'sentText')}</p>
<form method="post" action="${base}/code">${hidden('email', email)}
${field(reader, 'code', say(reader, 'code'), { autocomplete: 'one-time-code', inputmode: 'numeric', wrong, most: 12 })}
<div class="acts"><button class="button main" type="submit">${say(reader, 'signIn')}</button>
<a class="button plain" href="${base}">${say(reader, 'sendLink')}</a></div>
</form>`,
  })

/** Opening a link uses nothing up: previews open links too. */
export const signInByLinkPage = (reader: Reader, action: string): Response =>
  pageAnswer(reader, {
    title: say(reader, 'portalTitle'),
    content: html`<p>${say(reader, 'signInQuestion')}</p>
<div class="acts">${postButton(say(reader, 'signIn'), action, '', 'main')}</div>`,
  })

export interface HomePage {
  readonly base: string
  readonly bookingPage: string
  readonly name: string
  readonly upcoming: readonly OwnBooking[]
  readonly past: readonly OwnBooking[]
  readonly notice?: string | undefined
}

export const homePage = (reader: Reader, page: HomePage): Response =>
  pageAnswer(reader, {
    title: say(reader, 'portalTitle'),
    times: true,
    content: html`${
      page.notice === undefined ? undefined : html`<p class="notice" role="status">${page.notice}</p>`
    }
<p class="quiet">${say(reader, 'hello', { name: page.name })}</p>
<h2>${say(reader, 'upcoming')}</h2>
${page.upcoming.length === 0 ? html`<p>${say(reader, 'none')}</p>` : bookingRows(reader, page.base, page.upcoming)}
<div class="acts"><a class="button main" href="${page.bookingPage}">${say(reader, 'bookAnother')}</a></div>
${
  page.past.length === 0
    ? undefined
    : html`<h2>${say(reader, 'past')}</h2>${bookingRows(reader, page.base, page.past)}`
}
<h2>${say(reader, 'yourData')}</h2>
<div class="acts">${postButton(say(reader, 'askData'), `${page.base}/data`, '', '')}
<a class="button" href="${page.base}/erasure">${say(reader, 'askErasure')}</a></div>
<div class="acts">${postButton(say(reader, 'signOut'), `${page.base}/sign-out`, '', 'plain')}
${postButton(say(reader, 'signOutEverywhere'), `${page.base}/sign-out-everywhere`, '', 'plain')}</div>`,
  })

const bookingRows = (reader: Reader, base: string, list: readonly OwnBooking[]): Html =>
  html`<ul class="rows">${list.map(
    booking => html`<li><a href="${base}/bookings/${formatId('ob', booking.objectId)}"><span><strong>${booking.service}</strong>
<span class="quiet">${booking.startsAt === undefined ? '' : wholeTime(reader, booking.startsAt, booking.endsAt)}</span></span>
<span class="side quiet">${statusWord(reader.locale, booking.status)}</span></a></li>`,
  )}</ul>`

export const erasurePage = (reader: Reader, base: string): Response =>
  pageAnswer(reader, {
    title: say(reader, 'askErasureTitle'),
    content: html`<p>${say(reader, 'askErasureText')}</p>
<div class="acts">${postButton(say(reader, 'ask'), `${base}/erasure`, '', 'grave')}
<a class="button plain" href="${base}">${say(reader, 'keep')}</a></div>`,
  })
