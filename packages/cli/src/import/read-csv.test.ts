import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasSharedData, sharedData } from '../../test/shared-data.ts'
import { readCsv } from './read-csv.ts'
import type { Row } from './row.ts'

async function read(text: string, options = {}): Promise<Row[]> {
  // In pieces, so that quotes and line ends are cut through.
  const pieces = (async function* () {
    for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7)
  })()
  const all = { delimiter: ',', quote: '"', nulls: [] as string[], onColumns: () => {}, ...options }
  return Array.fromAsync(readCsv(pieces, all))
}
const columns = (rows: readonly Row[]) => rows.map(row => (row.columns ? { ...row.columns } : row.problem))

test('reads quotes, doubled quotes, delimiters and line ends within quotes, with CRLF and LF', async () => {
  const rows = await read('a,b\r\n1,"x, ""y""\r\nz"\r\n\r\n2,\n3,"ä"')
  expect(columns(rows)).toEqual([
    { a: '1', b: 'x, "y"\r\nz' },
    { a: '2', b: '' },
    { a: '3', b: 'ä' },
  ])
  expect(rows.map(({ row, line }) => [row, line])).toEqual([
    [1, 2],
    [2, 5],
    [3, 6],
  ])
})

test('a row that cannot be read costs only itself', async () => {
  const rows = await read('a,b\n1,7\'6"\n2,ok\n"3"x,y\n4,ok\n5\n6,7,8\n9,ok\n')
  expect(columns(rows)).toEqual([
    { a: '1', b: `7'6"` },
    { a: '2', b: 'ok' },
    'field 1 goes on after its closing quote with "x,y"',
    { a: '4', b: 'ok' },
    'has 1 fields; the header has 2',
    'has 3 fields; the header has 2',
    { a: '9', b: 'ok' },
  ])
  expect(rows[2]).toMatchObject({ row: 3, line: 4, original: '"3"x,y' })
})

test('a quote that is never closed costs one line, not the rest of the file', async () => {
  const lines = Array.from({ length: 500 }, (_, n) => `${n},fine`)
  const rows = await read(`a,b\n1,"open\n${lines.join('\n')}\n`)
  expect(rows).toHaveLength(501)
  expect(rows[0]).toMatchObject({
    row: 1,
    problem: 'field 2 opens a quote that is never closed',
    original: '1,"open',
  })
  expect(rows.slice(1).every(row => row.problem === undefined)).toBe(true)
})

test('texts for "unknown" are left out, columns without a header line are named', async () => {
  expect(
    columns(await read('1;NULL\n;2', { delimiter: ';', nulls: ['', 'NULL'], columns: ['x', 'y'] })),
  ).toEqual([{ x: '1' }, { y: '2' }])
})

test('a header that names a column twice or is not there stops the import', async () => {
  await expect(read('a,b,a\n1,2,3')).rejects.toThrow('column "a" twice')
  await expect(read('')).rejects.toThrow('empty')
})

test('any table comes back as it was written', async () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', 'ü', ' ') })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, field), { maxLength: 8 }), async table => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const text = ['x,y', ...table.map(row => row.map(quoted).join(','))].join('\r\n')
      expect(columns(await read(text))).toEqual(table.map(([x, y]) => ({ x, y })))
    }),
    { numRuns: 60 },
  )
})

test.skipIf(!hasSharedData)('reads the cases of csv-spectrum', async () => {
  const folder = join(sharedData, 'csv-spectrum')
  for (const name of readdirSync(join(folder, 'csvs'))) {
    const rows = await read(readFileSync(join(folder, 'csvs', name), 'utf8'))
    const expected: unknown = JSON.parse(
      readFileSync(join(folder, 'json', name.replace('.csv', '.json')), 'utf8'),
    )
    // This case's JSON is of another phone number than its CSV; only its columns can be compared.
    if (name === 'location_coordinates.csv')
      expect(Object.keys(columns(rows)[0]!)).toEqual(Object.keys(expected as object))
    else expect(columns(rows), name).toEqual(expected)
  }
})
