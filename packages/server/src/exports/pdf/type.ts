/** The type and rhythm of the printed page: that of the app, black on white. Sizes in points. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

export type Doc = PDFKit.PDFDocument

export const INK = '#000000'
export const SECOND = '#444444'
export const LINE = '#bbbbbb'

/** A4, with margins of 16 mm. */
export const PAGE = { width: 595.28, height: 841.89, side: 45, top: 62, bottom: 56 } as const
/** The time stands right-aligned in its column, the thread between it and the text. */
export const COLUMNS = { time: 58, thread: 70, text: 84 } as const
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.side - COLUMNS.text

export const SIZES = { title: 20, day: 10.5, body: 9.5, second: 8.5, label: 8 } as const
/** Space between two lines of a text, and between two entries. */
export const GAP = { line: 1.5, entry: 9, day: 10 } as const

const fontFile = (weight: string): Buffer =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`)))

export interface DocInfo {
  readonly title: string
  readonly lang: string
  readonly createdAt: Date
}

/** An empty document with our fonts in it (they are embedded, cut down to what is used), tagged as PDF/UA asks. */
export function openDocument({ title, lang, createdAt }: DocInfo): Doc {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { left: PAGE.side, right: PAGE.side, top: PAGE.top, bottom: PAGE.bottom },
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // The types do not know it yet.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang,
    info: { Title: title, Creator: 'Daybook', Producer: 'Daybook', CreationDate: createdAt },
  })
  doc.registerFont('regular', fontFile('400Regular'))
  doc.registerFont('strong', fontFile('600SemiBold'))
  return doc
}

/** Characters without a space that are set as one word; what is longer may be broken there. */
const LONG_WORD = /\S{60}(?=\S)/gu
const ZERO_WIDTH_SPACE = '\u200b'

/**
 * Control characters, which no font has, as spaces; line breaks stay. Words that no line holds get places to break at:
 * finding them one character at a time takes time with the square of their length.
 */
export const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, char => (char === '\n' ? '\n' : ' '))
    .replace(LONG_WORD, word => word + ZERO_WIDTH_SPACE)

/**
 * Lets go of the words whose glyphs pdfkit keeps for ever: ids and stamps are words that never come again. Called now and
 * then; the frequent ones are soon back.
 */
export function forgetWords(doc: Doc): void {
  for (const name of ['regular', 'strong']) {
    doc.font(name)
    const { _font: font } = doc as unknown as { _font?: { layoutCache?: object } }
    if (font?.layoutCache !== undefined) font.layoutCache = Object.create(null) as object
  }
}
