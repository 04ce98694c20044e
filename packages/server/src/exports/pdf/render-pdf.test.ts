import type { Entry } from '@daybook/protocol'
import { getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { Rendering } from '../rendering.ts'
import { renderPdf } from './render-pdf.ts'

const entry = (n: number, more: Partial<Entry> = {}): Entry => ({
  id: `en_${n}`,
  seq: n,
  action: 'booking.cancelled',
  category: 'bookings',
  type: 'booking',
  source: 'customer',
  outcome: 'success',
  occurredAt: `2026-11-${String(1 + (n % 28)).padStart(2, '0')}T10:30:05Z`,
  recordedAt: `2026-11-${String(1 + (n % 28)).padStart(2, '0')}T10:30:06Z`,
  sentence: `Jonas Łukasz cancelled session ${n}, ß, €40.00`,
  actor: { type: 'client', name: 'Jonas Łukasz' },
  clients: [{ id: 'cl_1', name: 'Jonas Łukasz', erased: false }],
  objects: [{ type: 'booking', id: `BK-${n}`, ref: 'ob_1' }],
  erased: false,
  ...more,
})

const rendering = (more: Partial<NonNullable<Rendering['cover']>> = {}): Rendering => ({
  workspace: {
    id: 1,
    name: 'Harbour Practice',
    timeZone: 'Europe/Lisbon',
    locale: 'en',
    counting: { version: 0, current: { set: 0 } },
    demo: false,
    createdAt: 0,
    settings: {},
    generations: [],
  },
  entryIdKey: new Uint8Array(16),
  format: 'pdf',
  locale: 'en',
  timeZone: 'Europe/Lisbon',
  ips: false,
  kinds: [],
  sight: { hidden: new Set(), deleted: new Set(), decides: true, holds: true, access: true },
  cover: {
    order: 'desc',
    filters: ['Source: Customer', 'Text: “flu”'],
    requestedAt: '2026-11-22T09:00:00Z',
    requestedBy: 'Marta',
    ...more,
  },
})

interface Node {
  readonly role?: string
  readonly children?: readonly Node[]
}
const roles = (node: Node | null): string[] =>
  node === null ? [] : [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(roles)]

async function open(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)))
  const texts = await Promise.all(
    pages.map(async page => {
      const { items } = await page.getTextContent()
      return items
        .map(item => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ')
    }),
  )
  const trees = await Promise.all(pages.map(page => page.getStructTree()))
  return { pdf, texts, roles: trees.flatMap(tree => roles(tree as Node)) }
}

test('G9 the PDF is tagged, has page x of y, the zone and the filters', async () => {
  const entries = Array.from({ length: 60 }, (_, i) => entry(60 - i))
  const {
    pdf,
    texts,
    roles: found,
  } = await open(
    await renderPdf(entries, rendering(), [
      { action: 'payment.succeeded', currency: 'EUR', entries: 2, value: '8050' },
    ]),
  )
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  for (const role of ['Document', 'H1', 'H2', 'P', 'L', 'LI', 'Lbl', 'LBody']) expect(found).toContain(role)
  expect(found.filter(role => role === 'LI')).toHaveLength(60)
  const { info } = await pdf.getMetadata()
  expect(info).toMatchObject({ Title: 'Activity log', Creator: 'Daybook', Language: 'en' })
  expect(texts.length).toBeGreaterThan(1)
  texts.forEach((text, i) => {
    expect(text).toContain(`Page ${i + 1} of ${texts.length}`)
    expect(text).toContain('Times in Europe/Lisbon')
  })
  expect(texts[0]).toContain('Source: Customer')
  expect(texts[0]).toContain('Text: “flu”')
  expect(texts[0]).toContain('60 entries')
  expect(texts[0]).toContain('10:30:06')
  expect(texts[0]).toContain('+00:00')
  expect(texts[0]).toContain('Jonas Łukasz cancelled session 60, ß, €40.00')
  expect(texts.at(-1)).toContain('Payment received: 80.50 EUR (2 entries)')
})

test('a client’s PDF has the client’s name, and says what was before', async () => {
  const moved = entry(1, {
    occurredAt: '2026-07-01T09:30:00Z',
    changes: [
      {
        field: 'startsAt',
        label: 'Start',
        before: '2026-07-02T10:00:00Z',
        after: '2026-12-02T12:40:00Z',
        ref: 'ob_1',
      },
    ],
    reason: 'flu',
  })
  const { texts } = await open(await renderPdf([moved], rendering({ clientId: 'cl_1', filters: [] }), []))
  expect(texts[0]).toContain('Timeline, Jonas Łukasz')
  expect(texts[0]).toContain('Wednesday, 1 July 2026')
  expect(texts[0]).toContain('Start: Thu 2 Jul 2026, 11:00 +01:00 → Wed 2 Dec 2026, 12:40 +00:00')
  expect(texts[0]).toContain('Reason: “flu”')
  expect(texts[0]).toContain('No filters')
})

test('texts longer than a page, control characters and writings that the font lacks do no harm', async () => {
  const hostile = [
    'x'.repeat(10_000),
    'word '.repeat(3000),
    '\u0000\u0007\u202e عربي 漢字 🎉 \ud800',
    'line\nline\r\nline',
    '',
  ].map((reason, i) => entry(i + 1, { reason, sentence: `${reason.slice(0, 40)} done` }))
  const { texts, roles: found } = await open(await renderPdf(hostile, rendering(), []))
  // One that goes on on the next page stands in the tree of both.
  expect(found.filter(role => role === 'LI').length).toBeGreaterThanOrEqual(5)
  expect(texts.at(-1)).toContain(`Page ${texts.length} of ${texts.length}`)
})

test('a list without entries says so', async () => {
  const { texts } = await open(await renderPdf([], rendering(), []))
  expect(texts[0]).toContain('There are no entries in this list.')
  expect(texts[0]).toContain('Page 1 of 1')
})
