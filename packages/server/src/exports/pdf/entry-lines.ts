/** What the page says of an entry: its clock time, the sentence, and the facts beneath. */
import { CATEGORY_LABELS, formatValue, SOURCE_LABELS } from '@daybook/catalogue'
import type { Entry } from '@daybook/protocol'
import { decimalAmount } from '../decimal-amount.ts'
import { actorName, changedValues, labelOf, type Reader } from '../entry-text.ts'
import { stamp } from '../stamp.ts'
import { PDF_WORDS, type PdfWords } from './words.ts'

export interface EntryLines {
  /** `2026-11-22` in the reader's zone; undefined where the day is unknown. */
  readonly day: string | undefined
  /** `10:30:05`; empty for a plain date. */
  readonly time: string
  /** `+01:00` */
  readonly offset: string
  readonly sentence: string
  readonly changes: readonly ChangeLine[]
  /** One line each, in the second ink. */
  readonly facts: readonly string[]
}

export interface ChangeLine {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** The log reads by when things were recorded, a client's timeline by when they happened. */
export type Clock = 'recordedAt' | 'occurredAt'

const NBSP = '\u00a0'

/** Entries that were recorded so long after they happened say both, in ms. */
const LATE: Readonly<Record<Clock, number>> = { recordedAt: 60_000, occurredAt: 86_400_000 }

export function linesOf(entry: Entry, reader: Reader, clock: Clock): EntryLines {
  const { locale, timeZone } = reader
  const shown = stamp(entry[clock], timeZone)
  const unknown = clock === 'occurredAt' && entry.undated === true
  return {
    day: unknown ? undefined : shown.slice(0, 10),
    time: unknown ? '' : shown.slice(11, 19),
    offset: unknown ? '' : offsetOf(shown),
    sentence: entry.sentence,
    changes: (entry.changes ?? []).map(change => ({
      label: labelOf(entry, change, locale),
      ...(change.hidden === true
        ? { before: '•••', after: '•••' }
        : changedValues(entry, change, reader, sayInstant(reader))),
    })),
    facts: factsOf(entry, reader, clock),
  }
}

/** `Wed 25 Nov 2026, 10:00 +00:00`. */
const sayInstant =
  (reader: Reader) =>
  (local: string, value: string): string =>
    `${formatValue(undefined, value, reader)} ${offsetOf(local)}`

const offsetOf = (local: string): string => local.slice(11).replace(/^[\d:.]+/, '')

/** `2026-11-25 10:00:00+00:00`, to the second. */
export const plainStamp = (text: string, timeZone: string): string =>
  stamp(text, timeZone).replace('T', ' ').replace(/\.\d+/, '')

function factsOf(entry: Entry, { locale, timeZone }: Reader, clock: Clock): string[] {
  const words = PDF_WORDS[locale]
  const { context, reference, rule } = entry
  const names = entry.objects.map(object => object.id ?? object.ref)
  const about = [
    label(CATEGORY_LABELS, entry.category, locale),
    label(SOURCE_LABELS, entry.source, locale),
    entry.outcome === 'success' ? undefined : entry.outcome,
    ...names,
    rule?.name ?? rule?.id,
    context?.amount &&
      `${decimalAmount(context.amount.value, context.amount.currency)} ${context.amount.currency}`,
    reference && [reference.provider, reference.id].filter(Boolean).join(' '),
    context?.device,
    context?.ip,
    otherTime(entry, { locale, timeZone }, clock),
    `#${entry.seq}`,
  ]
  return [
    ...(entry.reason === undefined ? [] : [`${words.reason}: “${entry.reason}”`]),
    ...(entry.erased ? saysGone(entry, words, timeZone) : []),
    ...(entry.notes ?? []).map(
      ({ actor, occurredAt, note }) => `${actorName(actor)}, ${plainStamp(occurredAt, timeZone)}: “${note}”`,
    ),
    // A fact stays on one line, and its dot with it.
    about
      .filter(Boolean)
      .map(fact => String(fact).replaceAll(' ', NBSP))
      .join(`${NBSP}${NBSP}·  `),
  ]
}

/** Of whom it is known how and when, with that; it may have been retention, too. */
function saysGone({ clients }: Entry, words: PdfWords, timeZone: string): readonly string[] {
  const known = clients.flatMap(({ gone }) => gone ?? [])
  if (known.length === 0) return [words.erased]
  return [...new Set(known.map(({ mode, at }) => words.gone(mode, plainStamp(at, timeZone))))]
}

const label = (
  labels: Readonly<Record<string, Readonly<Record<Reader['locale'], string>>>>,
  value: string,
  locale: Reader['locale'],
): string => (Object.hasOwn(labels, value) ? labels[value]![locale] : value)

/** The other of the two stamps, where it says something else. */
function otherTime(entry: Entry, { locale, timeZone }: Reader, clock: Clock): string | undefined {
  if (entry.undated === true) return undefined
  const late = Math.abs(Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)) >= LATE[clock]
  if (!late) return undefined
  const words = PDF_WORDS[locale]
  return clock === 'recordedAt'
    ? words.happened(plainStamp(entry.occurredAt, timeZone))
    : words.recorded(plainStamp(entry.recordedAt, timeZone))
}
