/** One record of a CSV file (RFC 4180), given as text without its line end. */

export interface CsvDialect {
  readonly delimiter: string
  readonly quote: string
}
export type CsvRecord =
  | { readonly fields: readonly string[]; readonly problem?: undefined }
  | { readonly problem: string /** True where only a closing quote is missing. */; readonly open: boolean }

/** The fields of a record. A doubled quote within quotes is a quote; within a bare field (7'6") so is a single one. */
export function parseCsvRecord(text: string, { delimiter, quote }: CsvDialect): CsvRecord {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (text[at] === quote) {
      let field = ''
      for (at++; ; at++) {
        const end = text.indexOf(quote, at)
        if (end < 0)
          return { problem: `field ${fields.length + 1} opens a quote that is never closed`, open: true }
        field += text.slice(at, end)
        at = end + 1
        if (text[at] !== quote) break
        field += quote
      }
      fields.push(field)
      if (at < text.length && text[at] !== delimiter) {
        const problem = `field ${fields.length} goes on after its closing quote with ${JSON.stringify(text.slice(at, at + 10))}`
        return { problem, open: false }
      }
    } else {
      const found = text.indexOf(delimiter, at)
      const end = found < 0 ? text.length : found
      fields.push(text.slice(at, end))
      at = end
    }
    if (at >= text.length) return { fields }
    at++
  }
}
