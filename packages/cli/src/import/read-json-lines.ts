/** The rows of a JSON Lines file: one JSON object a line, blank lines left out. */
import type { Json } from '@daybook/protocol'
import { readLines } from './read-lines.ts'
import type { Row } from './row.ts'

export async function* readJsonLines(
  pieces: AsyncIterable<string>,
  nulls: readonly string[] = [],
): AsyncGenerator<Row, void> {
  let row = 0
  for await (const { number, text, tooLong } of readLines(pieces)) {
    if (text.trim() === '') continue
    row++
    const place = { row, line: number, original: text }
    if (tooLong) yield { ...place, problem: `is longer than ${text.length} characters` }
    else yield { ...place, ...parse(text, nulls) }
  }
}

function parse(text: string, nulls: readonly string[]): Pick<Row, 'columns' | 'problem'> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'is not a JSON object' }
  const columns = value as Record<string, Json>
  if (nulls.length === 0) return { columns }
  return {
    columns: Object.fromEntries(
      Object.entries(columns).filter(([, one]) => !nulls.some(text => text === one)),
    ),
  }
}
