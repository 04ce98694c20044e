/** One entry as a row of the report: only what was chosen to be shown, and how much was not. */
import {
  currencyOf,
  fieldLabel,
  findAction,
  findField,
  findObjectType,
  formatValue,
  type Locale,
  renderSentence,
  SOURCE_LABELS,
} from '@daybook/catalogue'
import type { Entry, EntryChange, Json } from '@daybook/protocol'
import type { DisclosedEntry } from '../entry/disclose-entry.ts'
import { type Html, html } from './escape-html.ts'
import { type Place, reportDate, reportStamp } from './report-stamp.ts'
import { REPORT_WORDS, type ReportWords } from './report-words.ts'

/** An entry recorded so much later than it happened says so, in ms. */
const LATE = 60_000

interface Reading extends Place {
  readonly words: ReportWords
  readonly entry: Entry
}

/** `proof` is the path of its proof file in the bundle. */
export function reportRow(entry: Entry, disclosed: DisclosedEntry, proof: string, place: Place): Html {
  const reading: Reading = { ...place, words: REPORT_WORDS[place.locale], entry }
  return html`<tr id="e${entry.seq}"><td class="n"><a href="${proof}">${entry.seq}</a></td>
<td class="t">${when(reading)}</td>
<td class="w">${what(reading)}</td>
<td>${details(reading)}${hiddenNote(disclosed, reading)}</td></tr>
`
}

function when({ entry, words, ...place }: Reading): Html {
  const recordedAt = Date.parse(entry.recordedAt)
  const recorded = words.recorded(reportStamp(recordedAt, place))
  if (entry.undated) return html`${words.undated}<br><small>${recorded}</small>`
  // An entry of which not even the time is shown has only that of its recording, which the log tells by itself.
  if (!/^\d{4}/.test(entry.occurredAt)) return html`${recorded}`
  if (entry.occurredAt.length === 10)
    return html`<time datetime="${entry.occurredAt}">${reportDate(entry.occurredAt, place.locale)}</time><br><small>${recorded}</small>`
  const at = Date.parse(entry.occurredAt)
  const stamp = html`<time datetime="${entry.occurredAt}">${reportStamp(at, place)}</time>`
  return Math.abs(recordedAt - at) < LATE ? stamp : html`${stamp}<br><small>${recorded}</small>`
}

function what(reading: Reading): Html {
  const { entry, words, locale, timeZone } = reading
  const segments = renderSentence(entry, { locale, timeZone })
  const said = segments.map(segment =>
    segment.kind === 'text' ? html`${segment.text}` : html`<b>${segment.text}</b>`,
  )
  // A whole sentence names nobody: then who did it stands below.
  const by = segments.some(segment => segment.kind === 'actor')
    ? undefined
    : actorOf(entry, { locale, timeZone })
  const outcome = entry.outcome === 'success' ? undefined : html` <em>(${words.outcome[entry.outcome]})</em>`
  const label = findAction(entry.action)?.label[locale] ?? entry.action
  return html`${said}${outcome}${by === undefined ? undefined : html`<br><small>${words.by} ${by}</small>`}
<br><small>${label} · ${SOURCE_LABELS[entry.source as keyof typeof SOURCE_LABELS]?.[locale] ?? entry.source}</small>`
}

function actorOf({ actor, clients }: Entry, place: Place): string | undefined {
  const said = renderSentence({ action: 'a.b', actor, clients }, place)
  return said.find(segment => segment.kind === 'actor')?.text
}

function details(reading: Reading): Html {
  const { entry, words } = reading
  const items: Html[] = [
    ...entry.clients
      .filter(client => client.name ?? client.hostId)
      .map(client => item(typeLabel('client', reading), [client.name, client.hostId])),
    ...entry.objects
      .filter(object => object.id ?? object.name)
      .map(object => item(typeLabel(object.type, reading), [object.name, object.id])),
    ...(entry.changes ?? []).map(change => changeItem(change, reading)),
    ...Object.entries(entry.state ?? {}).map(([field, value]) =>
      item(labelOf(field, reading), [textOf(field, value, reading)]),
    ),
    ...Object.entries(entry.data ?? {}).map(([name, value]) => dataItem(name, value, reading)),
    item(words.reason, [entry.reason]),
    item(words.rule, [entry.rule?.name ?? entry.rule?.id]),
    item(words.reference, [entry.reference?.provider, entry.reference?.id, entry.reference?.url]),
    item(words.address, [entry.context?.ip]),
    item(words.device, [entry.context?.device ?? entry.context?.userAgent]),
  ].flatMap(one => one ?? [])
  return items.length === 0 ? html`` : html`<dl>${items}</dl>`
}

/** Undefined where there is nothing to show. */
function item(label: string, texts: readonly (string | undefined)[]): Html | undefined {
  const shown = texts.filter(text => text !== undefined && text !== '').join(' · ')
  return shown === '' ? undefined : html`<div><dt>${label}</dt><dd>${shown}</dd></div>`
}

function changeItem(change: EntryChange, reading: Reading): Html {
  const { words, entry } = reading
  const type = change.ref.startsWith('cl_')
    ? 'client'
    : entry.objects.find(({ ref }) => ref === change.ref)?.type
  const label = fieldLabel(type ?? '', change.field, reading.locale, change.label)
  if (change.hidden) return html`<div><dt>${label}</dt><dd><i>${words.hiddenValue}</i></dd></div>`
  const side = (value: Json | undefined, word: string, tag: 'del' | 'ins'): Html => {
    const text = textOf(change.field, value, reading, type)
    if (text === '') return html`<i>${words.none}</i>`
    return tag === 'del'
      ? html`<del aria-label="${word}">${text}</del>`
      : html`<ins aria-label="${word}">${text}</ins>`
  }
  return html`<div><dt>${label}</dt><dd>${side(change.before, words.before, 'del')} → ${side(change.after, words.after, 'ins')}</dd></div>`
}

function dataItem(name: string, value: Json, { entry, locale, timeZone }: Reading): Html | undefined {
  const data = findAction(entry.action)?.data
  const field = data !== undefined && Object.hasOwn(data, name) ? data[name] : undefined
  const text = formatValue(field, value, { locale, timeZone, currency: currencyOf(entry) })
  return item(field?.label[locale] ?? fieldLabel('', name, locale), [text])
}

function textOf(
  field: string,
  value: Json | undefined,
  { entry, locale, timeZone }: Reading,
  type = firstType(entry),
): string {
  return formatValue(findField(type, field), value, {
    locale,
    timeZone,
    currency: currencyOf(entry),
  })
}

const firstType = (entry: Entry): string =>
  entry.objects[0]?.type ?? (entry.clients.length > 0 ? 'client' : '')
const labelOf = (field: string, { entry, locale }: Reading): string =>
  fieldLabel(firstType(entry), field, locale)
const typeLabel = (type: string, { locale }: { locale: Locale }): string =>
  findObjectType(type)?.label[locale] ?? fieldLabel('', type, locale)

function hiddenNote({ hidden, parts }: DisclosedEntry, { words }: Reading): Html | undefined {
  const notes: string[] = []
  const shown = new Set(parts.map(part => part.name))
  let count = 0
  for (const [part, fields] of hidden.unchosen) if (shown.has(part)) count += fields
  if (count > 0) notes.push(words.notShown(count))
  if ([...hidden.unchosen.keys()].some(part => !shown.has(part))) notes.push(words.partNotShown)
  if (hidden.erased.length > 0) notes.push(words.erased)
  return notes.length === 0 ? undefined : html`<p class="h">${words.hidden}: ${notes.join(' ')}</p>`
}
