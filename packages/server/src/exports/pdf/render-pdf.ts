/** Entries as a PDF: tagged, with the app's type and rhythm, black on white. */
import type { Entry, ExportTotal } from '@daybook/protocol'
import { setImmediate } from 'node:timers/promises'
import type { Rendering } from '../rendering.ts'
import { type Disc, drawDay, drawEntry } from './draw-entry.ts'
import { drawHead, drawMargins, drawTotals } from './draw-frame.ts'
import { type Clock, linesOf, plainStamp } from './entry-lines.ts'
import { type Doc, forgetWords, openDocument } from './type.ts'
import { PDF_WORDS } from './words.ts'

/** Entries between two looks at the clock of the thread. */
const BREATH = 100

/** `onShare` is told from time to time how much is drawn, from 0 to 1. */
export async function renderPdf(
  entries: readonly Entry[],
  rendering: Rendering,
  totals: readonly ExportTotal[],
  onShare: (share: number) => void = () => {},
): Promise<Uint8Array> {
  const { locale, timeZone, workspace } = rendering
  const cover = rendering.cover!
  const words = PDF_WORDS[locale]
  const clock: Clock = cover.clientId === undefined ? 'recordedAt' : 'occurredAt'
  const title = titleOf(entries, rendering)
  const doc = openDocument({ title, lang: locale, createdAt: new Date(cover.requestedAt) })
  const done = collect(doc)
  doc.addPage()
  const root = doc.struct('Document')
  doc.addStructure(root)
  const count = words.entries(new Intl.NumberFormat(locale).format(entries.length), entries.length === 1)
  const requested = words.requested(cover.requestedBy, plainStamp(cover.requestedAt, timeZone))
  drawHead(doc, root, {
    title,
    lines: [
      `${workspace.name}  ·  ${count}  ·  ${words.timesIn(timeZone)}  ·  ${cover.order === 'desc' ? words.newestFirst : words.oldestFirst}`,
      ...(cover.filters.length > 0 ? cover.filters : [words.noFilters]),
      requested,
      ...(entries.length === 0 ? [words.empty] : []),
    ],
  })
  let day: string | undefined
  let list: ReturnType<Doc['struct']> | undefined
  let before: Disc | undefined
  for (const [i, entry] of entries.entries()) {
    const lines = linesOf(entry, rendering, clock)
    const heading = lines.day === undefined ? words.dateUnknown : longDay(lines.day, locale)
    if (list === undefined || heading !== day) {
      list?.end()
      drawDay(doc, root, heading)
      root.add((list = doc.struct('L')))
      day = heading
      before = undefined
    }
    before = drawEntry(doc, list, lines, words.more, before)
    if (i % BREATH === BREATH - 1) {
      forgetWords(doc)
      onShare(i / entries.length)
      await setImmediate()
    }
  }
  list?.end()
  drawTotals(doc, root, totals, rendering, words)
  root.end()
  drawMargins(doc, `${workspace.name}  ·  ${title}  ·  ${words.timesIn(timeZone)}`, requested, words.page)
  doc.end()
  return done
}

/** Of a client’s timeline the client’s name, as the entries have it. */
function titleOf(entries: readonly Entry[], { cover, locale }: Rendering): string {
  const words = PDF_WORDS[locale]
  if (cover!.clientId === undefined) return words.log
  for (const { clients } of entries) {
    const name = clients.find(client => client.id === cover!.clientId)?.name
    if (name !== undefined) return `${words.timeline}, ${name}`
  }
  return words.timeline
}

const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const

const longDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, LONG_DAY).format(Date.parse(`${day}T00:00:00Z`))

function collect(doc: Doc): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  doc.on('end', () => resolve(Buffer.concat(chunks)))
  doc.on('error', reject)
  return promise
}
