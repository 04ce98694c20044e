import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff } from './word-diff.ts'

test('only the words that changed are told, "was" before "now"', () => {
  expect(
    wordDiff('Allergic to penicillin. Prefers mornings.', 'Allergic to latex. Prefers mornings.'),
  ).toEqual([
    { kind: 'same', text: 'Allergic to ' },
    { kind: 'was', text: 'penicillin' },
    { kind: 'now', text: 'latex' },
    { kind: 'same', text: '. Prefers mornings.' },
  ])
})

test('equal texts are one run, empty ones none', () => {
  expect(wordDiff('same words', 'same words')).toEqual([{ kind: 'same', text: 'same words' }])
  expect(wordDiff('', '')).toEqual([])
})

test('both texts can be read back from the runs, letter by letter', () => {
  const word = fc.constantFrom('a', 'b', 'noite', ' ', '\n', ',', '👩‍⚕️', 'שלום', '\u202e', '<b>')
  const text = fc.array(word, { maxLength: 40 }).map(words => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = wordDiff(before, after)
      const join = (kind: string) =>
        runs
          .filter(run => run.kind !== kind)
          .map(run => run.text)
          .join('')
      expect(join('now')).toBe(before)
      expect(join('was')).toBe(after)
    }),
    { numRuns: 300 },
  )
})

test('texts too long to compare word by word are replaced as a whole between their equal ends', () => {
  const before = `start ${'old '.repeat(2000)}end`
  const after = `start ${'new '.repeat(2000)}end`
  const kinds = wordDiff(before, after).map(run => run.kind)
  expect(kinds).toEqual(['same', 'was', 'now', 'same'])
})
