/** What of an entry is said in words, for files that people read. */
import { currencyOf, fieldLabel, findAction, findField, formatValue, type Locale } from '@daybook/catalogue'
import type { Entry, EntryActor, EntryChange, Json } from '@daybook/protocol'
import { stamp } from './stamp.ts'

export interface Reader {
  readonly locale: Locale
  readonly timeZone: string
}

/** The action's name in the reader's language; an unknown action as it is. */
export const actionLabel = (action: string, locale: Locale): string =>
  findAction(action)?.label[locale] ?? action

export const actorName = (actor: EntryActor): string => actor.name ?? actor.id ?? actor.clientId ?? ''

const HIDDEN: Readonly<Record<Locale, string>> = {
  en: 'changed (hidden)',
  de: 'geändert (verborgen)',
  'pt-PT': 'alterado (oculto)',
  es: 'cambiado (oculto)',
}

/** `Start: 2026-11-23T10:00:00+00:00 → 2026-11-22T12:40:00+00:00`. */
export function changeText(entry: Entry, change: EntryChange, reader: Reader): string {
  const label = labelOf(entry, change, reader.locale)
  if (change.hidden === true) return `${label}: ${HIDDEN[reader.locale]}`
  const { before, after } = changedValues(entry, change, reader)
  return `${label}: ${before} → ${after}`
}

export function labelOf(entry: Entry, change: EntryChange, locale: Locale): string {
  return fieldLabel(typeOf(entry, change.ref), change.field, locale, change.label)
}

/**
 * Both values by their type: money with its currency, lists element by element, instants as `sayStamp` says them (their
 * local stamp where it is absent).
 */
export function changedValues(
  entry: Entry,
  change: EntryChange,
  reader: Reader,
  sayStamp: (local: string, value: string) => string = local => local,
): { before: string; after: string } {
  const field = findField(typeOf(entry, change.ref), change.field)
  const say = (value: Json | undefined): string => {
    if (typeof value === 'string') {
      const local = stamp(value, reader.timeZone)
      if (local !== value) return sayStamp(local, value)
    }
    return formatValue(field, value, { ...reader, currency: currencyOf(entry) })
  }
  return { before: say(change.before), after: say(change.after) }
}

function typeOf(entry: Entry, ref: string): string {
  if (ref.startsWith('cl_')) return 'client'
  return entry.objects.find(object => object.ref === ref)?.type ?? entry.action.split('.', 1)[0]!
}
