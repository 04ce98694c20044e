/** What stands around the entries: the head of the first page, the totals at the end, and a line above and below each page. */
import type { ExportTotal } from '@daybook/protocol'
import { decimalAmount } from '../decimal-amount.ts'
import { actionLabel, type Reader } from '../entry-text.ts'
import type { PdfWords } from './words.ts'
import { type Doc, GAP, INK, LINE, PAGE, printable, SECOND, SIZES } from './type.ts'

const LEFT = PAGE.side
const WIDTH = PAGE.width - 2 * PAGE.side

export interface Head {
  readonly title: string
  /** Beneath the title, one line each. */
  readonly lines: readonly string[]
}

type Struct = ReturnType<Doc['struct']>

export function drawHead(doc: Doc, root: Struct, { title, lines }: Head): void {
  root.add(
    doc.struct('H1', {}, [
      () =>
        doc
          .font('strong')
          .fontSize(SIZES.title)
          .fillColor(INK)
          .text(printable(title), LEFT, PAGE.top, { width: WIDTH }),
    ]),
  )
  doc.y += 4
  for (const line of lines) {
    root.add(
      doc.struct('P', {}, [
        () =>
          doc
            .font('regular')
            .fontSize(SIZES.second)
            .fillColor(SECOND)
            .text(printable(line), LEFT, doc.y, { width: WIDTH, lineGap: GAP.line }),
      ]),
    )
  }
  doc.y += 14
}

/** Sums by action and currency: never across them. */
export function drawTotals(
  doc: Doc,
  root: Struct,
  totals: readonly ExportTotal[],
  { locale }: Reader,
  words: PdfWords,
): void {
  if (totals.length === 0) return
  if (doc.y + 40 + totals.length * 13 > PAGE.height - PAGE.bottom) doc.addPage()
  doc.y += 12
  root.add(
    doc.struct('H2', {}, [
      () =>
        doc
          .font('strong')
          .fontSize(SIZES.day)
          .fillColor(INK)
          .text(words.totals, LEFT, doc.y, { width: WIDTH }),
    ]),
  )
  doc.y += 4
  for (const { action, currency, entries, value } of totals) {
    const count = words.entries(String(entries), entries === 1)
    const text = `${actionLabel(action, locale)}:  ${decimalAmount(BigInt(value), currency)} ${currency}  (${count})`
    root.add(
      doc.struct('P', {}, [
        () =>
          doc
            .font('regular')
            .fontSize(SIZES.body)
            .fillColor(INK)
            .text(text, LEFT, doc.y, { width: WIDTH, lineGap: 2 }),
      ]),
    )
  }
}

/** The lines above and below every page; no part of what is read aloud. */
export function drawMargins(
  doc: Doc,
  running: string,
  note: string,
  page: (n: number, of: number) => string,
): void {
  const { start, count } = doc.bufferedPageRange()
  for (let n = start; n < start + count; n++) {
    doc.switchToPage(n)
    // Below the margin pdfkit would begin another page.
    doc.page.margins = { ...doc.page.margins, top: 0, bottom: 0 }
    doc.markContent('Artifact', { type: 'Pagination' })
    doc.font('regular').fontSize(SIZES.label).fillColor(SECOND)
    doc.text(running, LEFT, 28, { width: WIDTH, lineBreak: false, ellipsis: true, height: 12 })
    const below = PAGE.height - 34
    doc
      .lineWidth(0.5)
      .strokeColor(LINE)
      .moveTo(LEFT, below - 8)
      .lineTo(PAGE.width - PAGE.side, below - 8)
      .stroke()
    doc.text(note, LEFT, below, { width: WIDTH * 0.75, lineBreak: false, ellipsis: true, height: 12 })
    doc.text(page(n + 1, count), LEFT, below, { width: WIDTH, align: 'right', lineBreak: false })
    doc.endMarkedContent()
  }
}
