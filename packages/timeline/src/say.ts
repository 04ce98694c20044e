/** What the catalogue says of an entry, for one reader: sentence, labels, values, icon. */
import {
  CATEGORY_LABELS,
  currencyOf,
  type Field,
  fieldLabel,
  findAction,
  findField,
  formatValue,
  RELATED_LABELS,
  renderSentence,
  type Segment,
  SOURCE_LABELS,
  TYPE_LABELS,
  type Words,
} from '@daybook/catalogue'
import type { Entry, EntryActor, EntryChange, Json } from '@daybook/protocol'
import type { Reader } from './reader.tsx'
import { languageOf } from './words.ts'

/** The sentence of an entry in parts: who, our words, what it is about. */
export function sentenceOf(entry: Entry, reader: Reader): readonly Segment[] {
  return renderSentence(entry, {
    locale: languageOf(reader.locale),
    timeZone: reader.timeZone,
    you: reader.memberId,
  })
}

/** Who did it, where the sentence does not begin with them: “Payment failed” names nobody. */
export function unsaidActor(entry: Entry, reader: Reader): string | undefined {
  const named = sentenceOf(entry, reader).some(segment => segment.kind === 'actor')
  return named ? undefined : personName(entry.actor, entry, reader)
}

/** A name for a person who acted or was acted for; never a bare id where a name was known. */
export function personName(actor: EntryActor, entry: Entry, reader: Reader): string {
  const said = renderSentence(
    { action: 'a.b', actor, clients: entry.clients },
    {
      locale: languageOf(reader.locale),
      timeZone: reader.timeZone,
      you: reader.memberId,
    },
  ).find(segment => segment.kind === 'actor')
  const name = said?.text ?? actor.name ?? actor.id ?? actor.type
  // The catalogue's own words, such as "system", stand alone here as they do at the beginning of a sentence.
  return actor.name ? name : name.charAt(0).toLocaleUpperCase(reader.locale) + name.slice(1)
}

const CLASSES = {
  category: CATEGORY_LABELS,
  type: TYPE_LABELS,
  source: SOURCE_LABELS,
  related: RELATED_LABELS,
} as Readonly<Record<string, Readonly<Record<string, Words>>>>

/** The label of one value of a filter: a category, type, source, scope or action; else the value itself. */
export function filterLabel(name: string, value: string, locale: string): string {
  const language = languageOf(locale)
  const known = CLASSES[name]
  if (known && Object.hasOwn(known, value)) return known[value]![language]
  if (name === 'action') return findAction(value)?.label[language] ?? fieldLabel('', value, language)
  return value
}

/** The type of the object that a change is of; `client` where a client changed, undefined where it is not known. */
export function typeOfRef(entry: Entry, ref: string): string | undefined {
  if (ref.startsWith('cl_') || entry.clients.some(client => client.id === ref)) return 'client'
  return entry.objects.find(object => object.ref === ref)?.type
}

/** What a changed field was called when it changed. */
export function changeLabel(entry: Entry, change: EntryChange, reader: Reader): string {
  return fieldLabel(typeOfRef(entry, change.ref) ?? '', change.field, languageOf(reader.locale), change.label)
}

/** A changed field's value as text; undefined for nothing. */
export function changeText(
  entry: Entry,
  change: EntryChange,
  value: Json | undefined,
  reader: Reader,
): string | undefined {
  const type = typeOfRef(entry, change.ref)
  return valueText(type === undefined ? undefined : findField(type, change.field), value, entry, reader)
}

/** The elements of a changed list as texts, before and after; undefined where it is no list. */
export function changeItems(
  entry: Entry,
  { before, after }: EntryChange,
  reader: Reader,
): { readonly before: readonly string[]; readonly after: readonly string[] } | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined
  const texts = (list: readonly Json[]) => list.map(item => valueText(undefined, item, entry, reader) ?? '')
  return { before: texts(before), after: texts(after) }
}

/** A value as text in the reader's language and zone; undefined for nothing. */
export function valueText(
  field: Field | undefined,
  value: Json | undefined,
  entry: Entry,
  reader: Reader,
): string | undefined {
  const text = formatValue(field, value, {
    locale: languageOf(reader.locale),
    timeZone: reader.timeZone,
    currency: currencyOf(entry),
  })
  return text === '' ? undefined : text
}

/** The icon of an entry's action; `dot` for one that the catalogue does not have. */
export function iconOf(entry: Entry): string {
  return findAction(entry.action)?.icon ?? 'dot'
}

/** True where the sentence of the action has a place for this field, so that it says its value itself. */
export function isTold(entry: Entry, field: string): boolean {
  const action = findAction(entry.action)
  return `${action?.sentence.en ?? ''}${action?.sentenceFor?.en ?? ''}`.includes(`{${field}`)
}

/** The names of an entry's `data` that its sentence does not tell already, with label and text. */
export function untoldData(
  entry: Entry,
  reader: Reader,
): readonly { name: string; label: string; text: string }[] {
  const action = findAction(entry.action)
  const locale = languageOf(reader.locale)
  const changed = new Set(entry.changes?.map(change => change.field))
  return Object.entries(entry.data ?? {}).flatMap(([name, value]) => {
    const field = action?.data[name]
    if (isTold(entry, name) || changed.has(name) || (action && !field)) return []
    const text = valueText(field, value, entry, reader)
    return text === undefined
      ? []
      : [{ name, label: field?.label[locale] ?? fieldLabel('', name, locale), text }]
  })
}
