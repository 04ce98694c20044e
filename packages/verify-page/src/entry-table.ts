import type { CheckedFile, NotVerified } from '@daybook/protocol/verify'
import { entryRow } from './entry-row.ts'
import { h, icon } from './element.ts'
import type { ShownEntry } from './read-entry.ts'
import { number } from './stamp.ts'
import { reasonOf } from './verdict.ts'
import type { View } from './view.ts'

/** More rows at once would keep the page busy; the rest comes when it is asked for. */
const FIRST = 300

/** What happened: a row for each entry, those that do not verify first. */
export function entryTable(
  entries: readonly ShownEntry[],
  bad: readonly CheckedFile<NotVerified>[],
  view: View,
): HTMLElement {
  const { words, locale } = view
  const body = h('tbody', {}, ...bad.map(file => badRow(file, view)))
  const add = (from: number, to: number): void =>
    body.append(...entries.slice(from, to).map(entry => entryRow(entry, view)))
  add(0, FIRST)
  const more = h(
    'button',
    { type: 'button', class: 'no-print' },
    words.showAll(number(entries.length, locale)),
  )
  more.addEventListener('click', () => {
    more.remove()
    add(FIRST, entries.length)
  })
  return h(
    'section',
    { class: 'card table', 'aria-labelledby': 'happened' },
    h('h2', { id: 'happened' }, words.happened),
    h('p', { class: 'zone' }, `${words.zone} ${view.timeZone.replaceAll('_', ' ')}`),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-labelledby': 'happened' },
      h(
        'table',
        { 'aria-labelledby': 'happened' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...[words.number, words.when, words.what, words.change, words.hiddenHead].map(text =>
              h('th', { scope: 'col' }, text),
            ),
          ),
        ),
        body,
      ),
    ),
    entries.length > FIRST ? more : undefined,
  )
}

function badRow({ file, result }: CheckedFile<NotVerified>, { words }: View): HTMLElement {
  return h(
    'tr',
    { class: 'bad' },
    h('td', {}, icon('cross')),
    h(
      'td',
      { colspan: '4' },
      h('b', {}, `${words.notVerified}: `),
      words.reasons[reasonOf(result.code)],
      h('br'),
      h(
        'small',
        {},
        h('code', {}, file),
        ' ',
        h('span', { lang: 'en' }, result.message),
        ' ',
        h('code', {}, result.code),
      ),
    ),
  )
}
