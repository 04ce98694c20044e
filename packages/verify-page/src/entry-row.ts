import { currencyOf, fieldLabel, findField, formatValue, renderSentence } from '@daybook/catalogue'
import { h, icon } from './element.ts'
import type { ShownChange, ShownEntry } from './read-entry.ts'
import { number, stamp } from './stamp.ts'
import type { View } from './view.ts'

/** An entry that was recorded so much later than it happened says so, in ms. */
const LATE = 60_000

export function entryRow(entry: ShownEntry, view: View): HTMLElement {
  const { evidence, changes } = entry
  return h(
    'tr',
    {},
    h('th', { scope: 'row', 'data-label': view.words.number }, number(evidence.seq, view.locale)),
    h('td', { class: 'when', 'data-label': view.words.when }, when(entry, view)),
    h('td', { class: 'what', 'data-label': view.words.what }, what(entry, view)),
    h(
      'td',
      { class: 'changes', 'data-label': view.words.change },
      changes.length === 0
        ? h('span', { class: 'nothing' }, '–')
        : changes.map(change => changeLine(change, entry, view)),
    ),
    h('td', { class: 'hidden-cell', 'data-label': view.words.hiddenHead }, hidden(entry, view)),
  )
}

function when({ evidence, sayable, undated }: ShownEntry, view: View): (Node | string)[] {
  const { words } = view
  const recordedAt = evidence.recordedAt * 1000
  const recorded = h('small', {}, words.recorded(stamp(recordedAt, view)))
  const { occurredAt } = sayable
  if (occurredAt === undefined) return [words.noTime, recorded]
  if (undated) return [words.undated, recorded]
  const at = Date.parse(occurredAt)
  if (Number.isNaN(at)) return [occurredAt, recorded]
  if (occurredAt.length === 10) {
    const day = formatValue(undefined, occurredAt, view)
    return [h('time', { datetime: occurredAt }, day), recorded]
  }
  const time = h('time', { datetime: occurredAt }, stamp(at, view))
  return Math.abs(at - recordedAt) < LATE ? [time] : [time, recorded]
}

function what(entry: ShownEntry, view: View): HTMLElement[] {
  const { sayable, outcome, evidence } = entry
  const { words } = view
  const shownFields = evidence.parts.reduce((sum, part) => sum + part.fields.length, 0)
  const said = renderSentence(sayable, view).map(({ text, kind }) =>
    kind === 'text' ? text : h('b', {}, text),
  )
  const { reason } = sayable
  return [
    h('p', { class: 'sentence' }, ...said, outcome === undefined ? '' : ` (${words.outcome[outcome]})`),
    ...(reason === undefined ? [] : [h('p', {}, h('small', {}, `${words.because}: ${reason}`))]),
    shownFields === 0 ? h('p', {}, h('small', {}, words.nothingShown)) : everyField(entry, shownFields, view),
  ]
}

/** Whatever is disclosed, as it stands in the file: the sentence is ours, this is what was recorded. */
function everyField({ evidence }: ShownEntry, count: number, { words }: View): HTMLElement {
  return h(
    'details',
    {},
    h('summary', {}, words.everyField(count)),
    ...evidence.parts.map(part =>
      h(
        'div',
        { class: 'part' },
        h('h3', {}, partLabel(part.name, words.parts)),
        h(
          'dl',
          {},
          ...part.fields.map(([name, value]) =>
            h(
              'div',
              {},
              h('dt', {}, h('code', {}, name)),
              h('dd', {}, typeof value === 'string' ? value : JSON.stringify(value)),
            ),
          ),
          part.hidden > 0
            ? h(
                'div',
                { class: 'hidden' },
                h('dt', {}, words.hiddenHead),
                h('dd', {}, words.fieldsHidden(part.hidden)),
              )
            : undefined,
        ),
      ),
    ),
  )
}

function partLabel(name: string, labels: View['words']['parts']): string {
  if (name === 'record' || name === 'facts') return labels[name]
  return name === 'client' ? labels.client : `${labels.client} ${name.split('_')[1] ?? ''}`
}

function changeLine(change: ShownChange, { sayable }: ShownEntry, view: View): HTMLElement {
  const { words, locale } = view
  const type = change.of ?? ''
  const label = fieldLabel(type, change.field, locale, change.label)
  const say = (value: unknown): string =>
    formatValue(findField(type, change.field), value, {
      ...view,
      currency: currencyOf(sayable),
    })
  const side = (tag: 'del' | 'ins', value: unknown, word: string): HTMLElement[] => {
    const text = say(value)
    return [
      h('span', { class: 'spoken' }, `${word} `),
      text === '' ? h('i', {}, words.none) : h(tag, {}, text),
    ]
  }
  return h(
    'p',
    {},
    h('span', { class: 'label' }, `${label} `),
    ...(change.hidden
      ? [h('i', {}, words.valueNotKept)]
      : [
          ...(change.before === undefined ? [] : side('del', change.before, words.before)),
          h('span', { class: 'arrow', 'aria-hidden': 'true' }, change.before === undefined ? '' : ' → '),
          ...side('ins', change.after, words.after),
        ]),
  )
}

function hidden({ hiddenFields, hiddenPeople, perhapsParts }: ShownEntry, { words }: View): Node[] {
  const chip = (text: string, title?: string): HTMLElement =>
    h('span', { class: 'chip', title }, icon('hidden'), text)
  const chips = [
    ...(hiddenFields > 0 ? [chip(words.fieldsHidden(hiddenFields))] : []),
    ...(hiddenPeople > 0 ? [chip(words.peopleHidden(hiddenPeople))] : []),
    ...(perhapsParts > 0 ? [chip(words.partsHidden(perhapsParts), words.partsHiddenWhy)] : []),
  ]
  return chips.length > 0 ? chips : [h('span', { class: 'nothing' }, words.nothingHidden)]
}
