/**
 * One record of CSV (RFC 4180), with cells that a spreadsheet would run made inert. Byte for byte what csv-stringify
 * writes with `escape_formulas` (and every line break quoted), which a test holds it to; that took a third of an export's time.
 */

export type Cell = string | number | undefined

const EQUALS = 61
const PLUS = 43
const MINUS = 45
const AT = 64
const TAB = 9
const CR = 13
/** The full-width forms, which spreadsheets of some languages take for the same. */
const WIDE = new Set([0xff1d, 0xff0b, 0xff0d, 0xff20])
const FIRST_WIDE = 0xff0b
const QUOTED = /[",\r\n]/

/** Most texts begin with a letter, which is neither. */
const isFormula = (first: number): boolean =>
  first > AT
    ? first >= FIRST_WIDE && WIDE.has(first)
    : first === EQUALS || first === PLUS || first === MINUS || first === AT || first === TAB || first === CR

function textOf(cell: Cell): string {
  if (cell === undefined || cell === '') return ''
  if (typeof cell === 'number') return String(cell)
  const text = isFormula(cell.charCodeAt(0)) ? `'${cell}` : cell
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** With its line break. */
export function csvRow(cells: readonly Cell[]): string {
  let row = ''
  for (let i = 0; i < cells.length; i++) row += i === 0 ? textOf(cells[i]) : `,${textOf(cells[i])}`
  return `${row}\r\n`
}
