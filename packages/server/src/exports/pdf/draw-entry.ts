/** Draws entries onto the page: a day's heading, then the time, the thread and what happened. */
import type { EntryLines } from './entry-lines.ts'
import { COLUMNS, type Doc, GAP, INK, LINE, PAGE, printable, SECOND, SIZES, TEXT_WIDTH } from './type.ts'

const LEFT = PAGE.side
const TEXT_LEFT = LEFT + COLUMNS.text
const BOTTOM = PAGE.height - PAGE.bottom
/** Changes shown of an entry before the rest is only counted. */
const MOST_CHANGES = 12

interface Paragraph {
  readonly text: string
  readonly size: number
  readonly ink: string
  readonly font: 'regular' | 'strong'
}

/** Adds what is drawn to the document's structure, which readers for the blind follow. */
type Struct = ReturnType<Doc['struct']>

/** Room that a heading needs with the first lines under it. */
const DAY_ROOM = 60

export function drawDay(doc: Doc, list: Struct, text: string): void {
  if (doc.y + DAY_ROOM > BOTTOM) doc.addPage()
  else if (doc.y > PAGE.top + 1) doc.y += GAP.day
  const y = doc.y
  list.add(
    doc.struct('H2', {}, [
      () => doc.font('strong').fontSize(SIZES.day).fillColor(INK).text(text, LEFT, y, { lineGap: GAP.line }),
    ]),
  )
  doc.markContent('Artifact', { type: 'Layout' })
  doc
    .lineWidth(0.5)
    .strokeColor(LINE)
    .moveTo(LEFT, doc.y + 2)
    .lineTo(PAGE.width - PAGE.side, doc.y + 2)
    .stroke()
  doc.endMarkedContent()
  doc.y += 9
}

/** Where the disc of an entry stands. */
export interface Disc {
  readonly page: Doc['page']
  readonly y: number
}

/** `before` is the entry before it of the same day, to which a line joins it where it is on the same page. */
export function drawEntry(
  doc: Doc,
  list: Struct,
  lines: EntryLines,
  more: (count: number) => string,
  before: Disc | undefined,
): Disc {
  const paragraphs = paragraphsOf(lines, more)
  const height = paragraphs.reduce((sum, one) => sum + heightOf(doc, one), 0)
  // An entry stays whole unless it is longer than a page.
  if (doc.y + Math.min(height, BOTTOM - PAGE.top) > BOTTOM) doc.addPage()
  const top = doc.y
  const page = doc.page
  const disc = { page, y: top + 5.5 }
  drawThread(doc, disc, before)
  const item = doc.struct('LI')
  list.add(item)
  if (lines.time !== '') item.add(doc.struct('Lbl', {}, [() => drawTime(doc, lines, top)]))
  const body = doc.struct('LBody')
  item.add(body)
  doc.y = top
  for (const paragraph of paragraphs) body.add(() => drawParagraph(doc, paragraph))
  item.end()
  // A long text may have turned the page: then it goes on there.
  doc.y = (doc.page === page ? Math.max(doc.y, top + 22) : doc.y) + GAP.entry
  return { page: doc.page, y: disc.y }
}

function drawTime(doc: Doc, { time, offset }: EntryLines, top: number): void {
  const options = { width: COLUMNS.time, align: 'right', lineBreak: false } as const
  doc.font('regular').fontSize(SIZES.body).fillColor(INK).text(time, LEFT, top, options)
  doc
    .fontSize(SIZES.label)
    .fillColor(SECOND)
    .text(offset, LEFT, top + 12.5, options)
}

/** A disc for each entry, and one line down the page that joins those of a day. */
function drawThread(doc: Doc, { page, y }: Disc, before: Disc | undefined): void {
  const x = LEFT + COLUMNS.thread
  doc.markContent('Artifact', { type: 'Layout' })
  if (before?.page === page)
    doc
      .lineWidth(0.75)
      .strokeColor(LINE)
      .moveTo(x, before.y + 5)
      .lineTo(x, y - 5)
      .stroke()
  doc.circle(x, y, 2.4).fillColor(INK).fill()
  doc.endMarkedContent()
}

function paragraphsOf(
  { sentence, changes, facts }: EntryLines,
  more: (count: number) => string,
): Paragraph[] {
  const second = (text: string): Paragraph => ({
    text: printable(text),
    size: SIZES.second,
    ink: SECOND,
    font: 'regular',
  })
  const rest = changes.length - MOST_CHANGES
  return [
    { text: printable(sentence), size: SIZES.body, ink: INK, font: 'regular' },
    ...changes.slice(0, MOST_CHANGES).map(({ label, before, after }) => ({
      ...second(`${label}:  ${before || '–'}  →  ${after || '–'}`),
      ink: INK,
    })),
    ...(rest > 0 ? [second(more(rest))] : []),
    ...facts.map(second),
  ]
}

const OPTIONS = { width: TEXT_WIDTH, lineGap: GAP.line } as const

const heightOf = (doc: Doc, { text, size, font }: Paragraph): number =>
  doc.font(font).fontSize(size).heightOfString(text, OPTIONS)

function drawParagraph(doc: Doc, { text, size, ink, font }: Paragraph): void {
  doc.font(font).fontSize(size).fillColor(ink).text(text, TEXT_LEFT, doc.y, OPTIONS)
}
