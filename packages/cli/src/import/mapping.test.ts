import { expect, test } from 'vitest'
import type { Draft } from '@daybook/protocol'
import { createRowToDrafts } from './apply-mapping.ts'
import { ImportError } from './import-error.ts'
import { loadMapping } from './load-mapping.ts'
import { compileMapping } from './mapping.ts'

const columns = ['id', 'name', 'day', 'price', 'changes', 'status']
const mappingOf = (change: Record<string, unknown> = {}) => ({
  name: 'salon',
  source: { format: 'csv' },
  entries: [{ draft: { action: 'booking.booked', object: { type: 'booking', id: '{id}' } } }],
  ...change,
})

function mistakesOf(mapping: unknown, known = columns): { path: string; message: string; text: string }[] {
  const text = typeof mapping === 'string' ? mapping : JSON.stringify(mapping, null, 2)
  try {
    compileMapping(text, 'salon.json').checkColumns(known)
    return []
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    return error.problems.map(problem => ({ ...problem, text: error.message }))
  }
}

/** The value that a `let` of a mapping has for a row, or the reason why the row is rejected. */
function valueOf(value: unknown, row: Record<string, string | number | object>): unknown {
  const mapping = compileMapping(
    JSON.stringify(
      mappingOf({ let: { value }, entries: [{ draft: { action: 'a.b', data: { value: '{value}' } } }] }),
    ),
    'test',
  )
  try {
    const [draft] = createRowToDrafts(
      mapping,
      'test',
    )({ row: 7, line: 8, original: '', columns: row as Record<string, string> })
    return draft?.data?.['value']
  } catch (error) {
    return (error as Error).message
  }
}

test.each([
  ['an unknown column', { let: { x: '{nmae}' } }, '/let/x', 'Did you mean "name"?'],
  ['a value that is defined further down', { let: { a: '{later}', later: '1' } }, '/let/a', 'further down'],
  ['an unknown transform', { let: { x: { $dates: '{day}' } } }, '/let/x/$dates', 'Did you mean "$date"?'],
  [
    'an unknown option',
    { let: { x: { $date: '{day}', fromat: 'D/M/YYYY' } } },
    '/let/x/fromat',
    'Did you mean "format"?',
  ],
  [
    'two transforms in one',
    { let: { x: { $text: '{id}', $integer: '{id}' } } },
    '/let/x/$text',
    'one transform at a time',
  ],
  ['a format without a year', { let: { x: { $date: '{day}', format: 'D/M' } } }, '/let/x/format', 'YYYY'],
  ['a single brace', { let: { x: 'a{b' } }, '/let/x', 'single "{"'],
  [
    'an unknown condition',
    { entries: [{ when: { presnt: '{id}' }, draft: { action: 'a.b' } }] },
    '/entries/0/when/presnt',
    'Did you mean "present"?',
  ],
  [
    'an unknown name in a draft',
    { entries: [{ draft: { action: 'a.b', occuredAt: '{day}' } }] },
    '/entries/0/draft/occuredAt',
    'Did you mean "occurredAt"?',
  ],
  [
    'an unknown name in a change',
    { entries: [{ draft: { action: 'a.b', changes: [{ field: 'x', befor: 1 }] } }] },
    '/entries/0/draft/changes/0/befor',
    'Did you mean "before"?',
  ],
  [
    'a draft without an action',
    { entries: [{ draft: { reason: 'x' } }] },
    '/entries/0/draft',
    'needs an "action"',
  ],
  ['an unknown name at the top', { sauce: {} }, '/sauce', 'Did you mean "source"?'],
  ['an unknown encoding', { source: { format: 'csv', encoding: 'latin-7' } }, '/source/encoding', 'utf-8'],
  ['a name that cannot begin a key', { name: 'My salon' }, '/name', 'lower-case'],
])('names the place of %s', (_, change, path, message) => {
  const [mistake, ...others] = mistakesOf(mappingOf(change))
  expect(others).toEqual([])
  expect(mistake?.path).toBe(path)
  expect(mistake?.message).toContain(message)
})

test('a mistake has its line and column, and all mistakes come at once', () => {
  const mistakes = mistakesOf(mappingOf({ let: { x: '{nmae}', y: '{staus}' } }))
  expect(mistakes.map(mistake => mistake.path)).toEqual(['/let/x', '/let/y'])
  expect(mistakes[0]?.text).toContain('2 mistakes')
  const lines = JSON.stringify(mappingOf({ let: { x: '{nmae}' } }), null, 2).split('\n')
  const line = lines.findIndex(one => one.includes('nmae'))
  expect(mistakes[0]?.text).toContain(`salon.json:${line + 1}:${lines[line]!.indexOf('"{nmae}"') + 1} /let/x`)
})

test('text that is not JSON is placed too', () => {
  expect(() => compileMapping('{\n  "name": "salon",\n  oops\n}', 'salon.json')).toThrow(
    /salon\.json:3:\d+ is not JSON/,
  )
})

test('a mapping that nobody has is refused with the names that are shipped', async () => {
  await expect(loadMapping('hotel-resrt')).rejects.toThrow('Did you mean "hotel-resort"?')
  await expect(loadMapping('./nowhere.json')).rejects.toThrow('Shipped mappings: hotel-resort')
})

test.each<[unknown, Record<string, string | number | object>, unknown]>([
  ['{id}', { id: 'a' }, 'a'],
  ['{id}', { id: 5 }, 5],
  ['BK-{id}-{row}', { id: 5 }, 'BK-5-7'],
  ['BK-{id}', {}, undefined],
  ['{{id}}', {}, '{id}'],
  ['{guest.name}', { guest: { name: 'Ana' } }, 'Ana'],
  ['{constructor}', {}, undefined],
  [
    'Guest {guest}',
    { guest: { name: 'Ana' } },
    'guest is not one value and cannot stand within a text (/let/value of the mapping)',
  ],
  [{ $text: '{id}', trim: true, case: 'upper' }, { id: ' ab ' }, 'AB'],
  [{ $integer: '{id}' }, { id: '0042' }, 42],
  [{ $integer: '{id}' }, { id: '4.2' }, '"4.2" is not a whole number (/let/value of the mapping)'],
  [
    { $integer: '{id}' },
    { id: '9007199254740993' },
    '"9007199254740993" is not a whole number (/let/value of the mapping)',
  ],
  [{ $decimal: '{id}' }, { id: '-6.380000000000000000001' }, '-6.380000000000000000001'],
  [{ $decimal: '{id}', mark: ',' }, { id: '12,50' }, '12.50'],
  [
    { $decimal: '{id}' },
    { id: '1,234.5' },
    '"1,234.5" is not a decimal number with "." as its mark (/let/value of the mapping)',
  ],
  [{ $minorUnits: '{id}' }, { id: '12.5' }, 1250],
  [{ $minorUnits: '{id}' }, { id: '0.005' }, '"0.005" has more than 2 decimals (/let/value of the mapping)'],
  [{ $minorUnits: '{id}', digits: 0 }, { id: '-300' }, -300],
  [{ $boolean: '{id}' }, { id: 'yes' }, true],
  [{ $boolean: '{id}', true: ['ja'], false: ['nein'] }, { id: 'nein' }, false],
  [{ $date: '{id}', format: 'M/D/YYYY' }, { id: '7/1/2015' }, '2015-07-01'],
  [
    { $date: '{id}', format: 'DD.MM.YYYY' },
    { id: '29.02.2015' },
    '"29.02.2015" is not a date of the calendar (/let/value of the mapping)',
  ],
  [{ $date: '{id}', format: 'D MMMM YYYY' }, { id: '3 Sep 2016' }, '2016-09-03'],
  [
    { $date: '{id}' },
    { id: '1/2/2015' },
    '"1/2/2015" does not fit the format YYYY-MM-DD (/let/value of the mapping)',
  ],
  [{ $date: { year: '{y}', month: '{m}', day: 9 } }, { y: '2015', m: 'August' }, '2015-08-09'],
  [{ $date: { year: '{y}', month: '{m}', day: 9 } }, { y: '2015' }, undefined],
  [{ $instant: '{id}' }, { id: '2026-11-22T10:30:00+01:00' }, '2026-11-22T09:30:00Z'],
  [{ $instant: '{id}', timeZone: 'Europe/Lisbon' }, { id: '2026-07-01 10:00' }, '2026-07-01T09:00:00Z'],
  [
    { $instant: '{id}', format: 'D/M/YYYY H:mm', timeZone: 'Europe/Berlin' },
    { id: '1/12/2026 9:05' },
    '2026-12-01T08:05:00Z',
  ],
  [
    { $instant: '{id}' },
    { id: 'soon' },
    '"soon" is not a time such as 2026-11-22T10:30:00Z (/let/value of the mapping)',
  ],
  [{ $plusDays: ['{id}', '{n}'] }, { id: '2016-02-28' }, '2016-02-29'],
  [{ $minusDays: ['{id}', 737] }, { id: '2015-07-01' }, '2013-06-24'],
  [{ $sum: ['{a}', '{b}'] }, { a: '2', b: '3' }, 5],
  [{ $sum: ['{a}', '{b}'] }, { a: '2' }, undefined],
  [{ $first: ['{a}', '{b}', 'none'] }, { b: 'x' }, 'x'],
  [{ $lookup: '{a}', in: { x: 'found' } }, { a: 'x' }, 'found'],
  [
    { $lookup: '{a}', in: { x: 'found' } },
    { a: 'y' },
    '"y" is not in the list: x (/let/value of the mapping)',
  ],
  [{ $lookup: '{a}', in: { x: 'found' }, else: 'other' }, {}, 'other'],
  [{ $when: { equal: ['{a}', 1] }, then: 'one', else: 'more' }, { a: '1' }, 'one'],
  [
    { $when: { all: [{ present: '{a}' }, { not: { oneOf: ['{a}', ['x', 'y']] } }] }, then: 1 },
    { a: 'x' },
    undefined,
  ],
  [{ $when: { any: [{ absent: '{a}' }, { differ: ['{a}', '{b}'] }] }, then: 1 }, { a: 'x', b: 'y' }, 1],
])('%j of %j', (value, row, expected) => {
  expect(valueOf(value, row)).toEqual(expected)
})

test('what is unknown is left out, and an object of unknowns with it', () => {
  const draft = {
    action: 'a.b',
    client: { id: '{id}', name: '{name}' },
    actor: { type: 'client', id: '{nobody}' },
    context: { ip: '{ip}' },
  }
  const mapping = compileMapping(
    JSON.stringify(mappingOf({ source: { format: 'jsonl' }, entries: [{ draft }] })),
    'test',
  )
  const [made] = createRowToDrafts(mapping, 'x')({ row: 1, line: 1, original: '', columns: { id: 'c-1' } })
  expect(made).toEqual({
    action: 'a.b',
    client: { id: 'c-1' },
    actor: { type: 'client' },
    key: 'x:1:1',
  } satisfies Draft)
})
