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
