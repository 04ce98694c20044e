/**
 * CSV → table (RFC 4180; comma, semicolon or tab). A line that cannot be read is told and left out, and nothing else with
 * it: reading goes on at the very next line, not behind the quote that somebody forgot to close.
 */
import { type ImportProblem, LogError } from '@daybook/protocol'
import { parse } from 'csv-parse/sync'
import type { Table, TableRow } from './table.ts'

/** More broken lines than this are no list of clients. */
const MOST_BROKEN = 50
const DELIMITERS = [',', ';', '\t'] as const

interface Line {
  readonly cells: readonly string[]
  readonly line: number
}

/** Throws `query_invalid` where it is no table at all. */
export async function readCsvTable(text: string): Promise<Table> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const delimiter = delimiterOf(lines.find(line => line.trim() !== '') ?? '')
  const read: Line[] = []
  const problems: ImportProblem[] = []
  for (let from = 0; from < lines.length; ) {
    const broken = readFrom(lines, from, delimiter, read)
    if (broken === undefined) break
    if (problems.push(broken) > MOST_BROKEN)
      throw new LogError('query_invalid', `This is no CSV: line ${broken.line} ${broken.message}`)
    from = broken.line
    // A large file is parsed again from here: others get their turn between.
    await new Promise(resolve => setImmediate(resolve))
  }
  const [head, ...rest] = read
  const columns = head?.cells.map(cell => cell.trim()) ?? []
  if (columns.filter(Boolean).length === 0)
    throw new LogError('query_invalid', 'The first line must name the columns.')
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i)
  if (twice !== undefined)
    throw new LogError('query_invalid', `Two columns are called "${twice}": give each a name of its own.`)
  const rows: TableRow[] = []
  for (const { cells, line } of rest) {
    if (cells.length === columns.length) rows.push({ line, cells: cellsOf(columns, cells) })
    else problems.push({ line, message: `has ${cells.length} cells, and the first line ${columns.length}` })
  }
  problems.sort((a, b) => a.line - b.line)
  return { columns: columns.filter(Boolean), rows, problems }
}

/** Reads to the end, or to the first line that cannot be read. Lines are counted from 1. */
function readFrom(
  lines: readonly string[],
  from: number,
  delimiter: string,
  into: Line[],
): ImportProblem | undefined {
  let next = from + 1
  try {
    parse(lines.slice(from).join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      on_record(cells: string[], { lines: count }) {
        // A record ends where the next begins; what it holds of blank lines before it is not its own.
        const ends = from + count
        if (cells.some(cell => cell.trim() !== '')) into.push({ cells, line: next })
        next = ends + 1
        return null
      },
    })
    return undefined
  } catch (error) {
    return { line: next, message: sayBroken((error as { code?: string }).code) }
  }
}

function sayBroken(code: string | undefined): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'opens a quote that is never closed'
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_OPENING_QUOTE':
      return 'has a quote in the middle of a cell'
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'opens a quote that is closed in the middle of a cell'
    default:
      return 'cannot be read as CSV'
  }
}

/** Which of them the head has most of. */
function delimiterOf(head: string): string {
  const count = (delimiter: string): number => head.split(delimiter).length
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best))
}

const cellsOf = (columns: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    columns.flatMap((name, i) => {
      const cell = cells[i]!.trim()
      return name === '' || cell === '' ? [] : [[name, cell]]
    }),
  )
