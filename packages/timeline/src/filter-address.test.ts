import type { EntryFilter } from '@daybook/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countFilters, readAddress, readFragment, writeFragment, writeSearch } from './filter-address.ts'

test('an address gives back the filters that it was written from', () => {
  const word = fc.string({ minLength: 1, maxLength: 12 })
  const many = fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), { nil: undefined })
  const filters = fc.record({
    action: many,
    category: many,
    source: many,
    actor: many,
    object: many,
    related: many,
  })
  fc.assert(
    fc.property(filters, fc.boolean(), fc.string(), (given, asc, q) => {
      const filter: Record<string, unknown> = {}
      for (const [name, values] of Object.entries(given)) if (values) filter[name] = [...values].sort()
      if (q.trim()) filter.q = q.trim()
      const address = { filter: filter as EntryFilter, order: asc ? 'asc' : 'desc' } as const
      const read = readAddress(writeSearch(address), `#${writeFragment(q)}`)
      const sorted = Object.fromEntries(
        Object.entries(read.filter).map(([name, value]) => [
          name,
          Array.isArray(value) ? [...value].sort() : value,
        ]),
      )
      expect(sorted).toEqual(filter)
      expect(read.order).toBe(address.order)
    }),
    { numRuns: 200 },
  )
})

test('free text is in the fragment and never among the search names', () => {
  const address = { filter: { q: 'flu & fever', related: ['session'] }, order: 'desc' } as const
  expect(writeSearch(address)).toEqual({ scope: 'session' })
  expect(readFragment(`#${writeFragment('flu & fever')}`)).toBe('flu & fever')
  expect(writeFragment('  ')).toBe('')
})

test('what an address holds that is no filter is left out', () => {
  const read = readAddress({
    from: 'yesterday',
    to: '2026-02-30x',
    colour: 'red',
    action: ['', ''],
    open: 'BK-1042',
    order: 'up',
  })
  expect(read).toEqual({ filter: {}, order: 'desc' })
  expect(readAddress({ open: 'en_7', from: '2026-03-29' })).toEqual({
    filter: { from: '2026-03-29' },
    order: 'desc',
    open: 'en_7',
  })
})

test('both ends of a date range count as one filter', () => {
  expect(countFilters({ from: '2026-01-01', to: '2026-02-01', action: ['a', 'b'], q: 'x' })).toBe(4)
})
