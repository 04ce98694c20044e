import { ACTIONS, ICONS } from '@daybook/catalogue'
import type { Entry } from '@daybook/protocol'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EntryList } from '../entry-list.tsx'
import { makeEntry, STORY } from '../fixtures/entries.ts'
import { type Reader, ReaderProvider } from '../reader.tsx'
import { ICON_PATHS } from './icon-paths.ts'

const READER: Reader = {
  locale: 'en',
  timeZone: 'Europe/Lisbon',
  workspaceZone: 'Europe/Lisbon',
  today: '2026-11-22',
  memberId: 'm-1',
  clientId: 'cl_one',
  links: { entry: id => `/entries/${id}`, object: ref => `/clients/cl_one?object=${ref}` },
}
const render = (entries: readonly Entry[], reader: Partial<Reader> = {}) =>
  renderToStaticMarkup(
    <ReaderProvider reader={{ ...READER, ...reader }}>
      <EntryList entries={entries} openId={undefined} onToggle={() => {}} />
    </ReaderProvider>,
  )
/** What somebody reads, hidden words included. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&#x27;', '’')
const found = (action: string) => STORY.filter(entry => entry.action === action)

test('days are headings of their own sections, newest first, with lists of articles beneath', () => {
  const html = render(STORY)
  const headings = [...html.matchAll(/<h3[^>]*>(.*?)<\/h3>/g)].map(match => textOf(match[1]!))
  expect(headings).toEqual([
    'Today · Sunday 22 November 2026',
    'Friday · 20 November 2026',
    'Thursday · 12 November 2026',
    'Monday · 2 November 2026',
    'Date unknown ',
  ])
  expect(html.match(/<article/g)).toHaveLength(STORY.length)
})

test('a change says what was and what is now, and no more than three before "and 2 more"', () => {
  const html = render(found('client.updated'))
  expect(html).toMatch(/was <\/span><del[^>]*>old@example.com<\/del>/)
  expect(html).toMatch(/now <\/span><ins[^>]*>one@example.com<\/ins>/)
  expect(html).toContain('and 2 more')
  expect(textOf(html)).toContain('changed (hidden)')
  expect(textOf(html)).toContain('Shoe size')
})

test('a first recording shows values, never a difference to nothing', () => {
  const html = render(found('client.recorded'))
  expect(html).not.toMatch(/<del|<ins/)
  expect(textOf(html)).not.toContain('created')
})

test('a stamp says its zone and carries UTC', () => {
  const html = render(found('reminder.sent'))
  expect(html).toContain('dateTime="2026-11-22T09:02:00Z"')
  expect(textOf(html)).toContain('09:02 WET')
})

test('an erased entry keeps the record of the act', () => {
  expect(textOf(render(found('booking.booked')))).toContain('Entry erased on 12 Oct 2026 (chain intact)')
})

test('an action that the catalogue does not have is shown with its details', () => {
  const text = textOf(render(found('charge.captured')))
  for (const part of ['charge captured', 'CH-9', 'Front desk', 'insufficient_funds', 'Failed']) {
    expect(text).toContain(part)
  }
})

test('what hosts send is text, whatever it looks like', () => {
  const evil = '<img src=x onerror=alert(1)>‮ 👩‍⚕️'
  const html = render([
    makeEntry({
      action: evil,
      occurredAt: '2026-11-22T10:00:00Z',
      reason: evil,
      objects: [{ type: 'booking', id: evil, ref: 'ob_x', name: evil }],
      changes: [{ field: evil, label: evil, before: evil, after: { deep: [evil] }, ref: 'ob_x' }],
      data: { [evil]: evil, __proto__: { a: 1 } as never },
      reference: { provider: evil, url: 'javascript:alert(1)' },
    }),
  ])
  expect(html).not.toContain('<img')
  expect(html).not.toContain('href="javascript:')
})

test('every action of the catalogue renders in every language, with nothing but its name known', () => {
  for (const locale of ['en', 'de', 'pt-PT', 'es']) {
    const entries = Object.keys(ACTIONS).map(action =>
      makeEntry({ action, occurredAt: '2026-11-22T10:00:00Z' }),
    )
    const html = render(entries, { locale })
    expect(html).not.toMatch(/undefined|\[object|\{\w+\}/)
  }
})

test('every icon of the catalogue has a drawing', () => {
  for (const icon of ICONS) expect(ICON_PATHS[icon], icon).toBeTypeOf('string')
})

test('values are written by their type in all four languages: money, instants with zone, dates, enums, lists by element', () => {
  const entry = makeEntry({
    action: 'booking.updated',
    occurredAt: '2026-11-20T09:13:00Z',
    objects: [{ type: 'booking', id: 'BK-7', ref: 'ob_7', name: 'Massage' }],
    context: { amount: { value: 4000, currency: 'EUR' } },
    changes: [
      { field: 'price', before: 123456, after: 4000, ref: 'ob_7' },
      { field: 'startsAt', before: '2026-11-23T10:00:00Z', after: '2026-11-24T12:40:00Z', ref: 'ob_7' },
      { field: 'status', before: 'confirmed', after: 'no_show', ref: 'ob_7' },
      { field: 'paidOn', before: '2026-11-01', after: '2026-12-01', ref: 'ob_7' },
    ],
  })
  const told = {
    en: ['€1,234.56', '€40.00', 'Tue 24 Nov 2026, 13:40', 'no-show', 'Tue 1 Dec 2026'],
    de: ['1.234,56 €', '40,00 €', '24. Nov. 2026, 13:40', 'nicht erschienen', '1. Dez. 2026'],
    'pt-PT': ['1234,56 €', '40,00 €', '24', 'falta', '1'],
    es: ['1234,56 €', '40,00 €', '24 nov 2026, 13:40', 'no presentado', '1 dic 2026'],
  }
  for (const [locale, values] of Object.entries(told)) {
    const html = render([entry], { locale, timeZone: 'Europe/Paris' })
    const text = textOf(html).replace(/[\u00a0\u202f]/g, ' ')
    for (const value of values) expect(text, locale).toContain(value)
    // Whoever points at an instant sees UTC as well.
    expect(html).toContain('2026-11-24T12:40:00.000Z')
    expect(html).toContain('2026-11-20T09:13:00.000Z')
  }
})
