import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSseParser } from './sse-parser.ts'

const stream =
  '\uFEFF: comment\nid: 1\r\nevent: entry\rdata: a\ndata:b\n\n\r\n\rid: 2\n\ndata\n\nretry: 50\nid: x\0\n\nignored: 1\n\ndata: not'
const events = [
  { event: 'entry', data: 'a\nb', id: '1' },
  { event: 'message', data: '', id: '2' },
  { event: 'message', data: '', id: '2' },
  { event: 'message', data: '', id: '2', retry: 50 },
]

test('reads ids, names, data of several lines and all three line ends; leaves out what is not finished', () => {
  expect(createSseParser()(stream)).toEqual(events)
})

test('reads the same events however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), cuts => {
      const parse = createSseParser()
      const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const found = at.slice(1).flatMap((end, n) => parse(stream.slice(at[n], end)))
      expect(found).toEqual(events)
    }),
  )
})
