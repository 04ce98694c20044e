/**
 * The rows of a CSV file, one at a time. A row that cannot be read costs only itself: a library that was tried
 * loses the rest of the file after one quote too many, here reading goes on at the next line.
 */
import { ImportError } from './import-error.ts'
import type { CsvDialect, CsvRecord } from './parse-csv-record.ts'
import { parseCsvRecord } from './parse-csv-record.ts'
import type { Line } from './read-lines.ts'
import { readLines } from './read-lines.ts'
import type { Row } from './row.ts'

export interface CsvOptions extends CsvDialect {
  /** The columns' names where the file has no header line. */
  readonly columns?: readonly string[]
  /** Texts that stand for "unknown". */
  readonly nulls: readonly string[]
  /** Told the columns before the first row; may throw. */
  readonly onColumns: (columns: readonly string[]) => void
}

/** Characters of one record; a quote that stays open longer is taken for a mistake. */
const LONGEST_RECORD = 512 * 1024

interface Found {
  readonly line: number
  readonly text: string
  readonly record: CsvRecord
}

/** Throws `ImportError` where the header cannot be used. */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  options: CsvOptions,
): AsyncGenerator<Row, void> {
  const nulls = new Set(options.nulls)
  let columns = options.columns
  if (columns) options.onColumns(columns)
  let row = 0
  for await (const { line, text, record } of readRecords(readLines(pieces), options)) {
    if (!columns) {
      columns = headerOf(record, line)
      options.onColumns(columns)
      continue
    }
    row++
    const place = { row, line, original: text }
    if (record.problem !== undefined) yield { ...place, problem: record.problem }
    else if (record.fields.length !== columns.length)
      yield { ...place, problem: `has ${record.fields.length} fields; the header has ${columns.length}` }
    else {
      const values: Record<string, string> = Object.create(null)
      for (const [n, name] of columns.entries()) {
        const value = record.fields[n]!
        if (!nulls.has(value)) values[name] = value
      }
      yield { ...place, columns: values }
    }
  }
  if (!columns) throw new ImportError('The file is empty: not even a header line is in it.')
}

async function* readRecords(
  lines: AsyncGenerator<Line, void>,
  dialect: CsvDialect,
): AsyncGenerator<Found, void> {
  const ahead: Line[] = []
  const next = async (): Promise<Line | undefined> =>
    ahead.shift() ?? ((await lines.next()).value || undefined)
  for (let first = await next(); first; first = await next()) {
    if (first.text === '' && !first.tooLong) continue
    let record: CsvRecord = first.tooLong
      ? { problem: `is longer than ${first.text.length} characters`, open: false }
      : parseCsvRecord(first.text, dialect)
    const taken = [first]
    let text = first.text
    let end = first.end
    let unread = ''
    while (record.problem !== undefined && record.open) {
      const more = text.length + unread.length > LONGEST_RECORD ? undefined : await next()
      if (!more) break
      taken.push(more)
      unread += end + more.text
      end = more.end
      // Lines without a quote cannot close it: parsed again only where one can.
      if (more.tooLong) break
      if (!more.text.includes(dialect.quote)) continue
      text += unread
      unread = ''
      record = parseCsvRecord(text, dialect)
    }
    if (record.problem === undefined) yield { line: first.number, text, record }
    else {
      ahead.unshift(...taken.slice(1))
      yield { line: first.number, text: first.text, record }
    }
  }
}

function headerOf(record: CsvRecord, line: number): readonly string[] {
  if (record.problem !== undefined)
    throw new ImportError(`The header in line ${line} cannot be read: ${record.problem}.`)
  const twice = record.fields.find((name, n) => record.fields.indexOf(name) !== n)
  if (twice !== undefined)
    throw new ImportError(`The header in line ${line} has the column "${twice}" twice.`)
  return record.fields
}
