import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { expect, test } from 'vitest'
import { csvRow } from './csv-row.ts'

const starts = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\uff1d',
  '\uff0b',
  '\uff0d',
  '\uff20',
  "'",
  '"',
  ',',
  '\n',
  '',
)
const cell = fc.oneof(
  fc.tuple(starts, fc.string({ unit: 'binary' })).map(([start, text]) => start + text),
  fc
    .tuple(starts, fc.constantFrom('a"b', 'a,b', 'a\r\nb', ' a ', '1+1'))
    .map(([start, text]) => start + text),
  fc.nat(),
  fc.constant(undefined),
)

test('a row is byte for byte what csv-stringify writes', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 12 }), cells => {
      const library = stringify([cells], {
        escape_formulas: true,
        record_delimiter: 'windows',
        // The library quotes only whole line breaks of its own kind; other programs break lines at half of one.
        quoted_match: /[\r\n]/,
      })
      expect(csvRow(cells)).toBe(library)
    }),
    { numRuns: 3000 },
  )
})

test('a parser reads back what was written, but for the apostrophe before what a spreadsheet would run', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 12 }), cells => {
      const [row] = parse(csvRow(cells), { record_delimiter: '\r\n' })
      const plain = cells.map(one => String(one ?? ''))
      expect(row).toEqual(
        plain.map(text => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text)),
      )
    }),
    { numRuns: 3000 },
  )
})
