/**
 * An entry as its client gets it: what it says of them, and nothing of other people. Other clients' parts stay closed;
 * the staff are named by what they are; addresses and devices are those of the client only where the client acted.
 */
import { findAction, type Locale, sentenceText } from '@daybook/catalogue'
import type { Entry, EntryActor, EntryObject, Json } from '@daybook/protocol'
import { presentEntry } from '../entry/present-entry.ts'
import { defined } from '../entry/read-parts.ts'
import { formatId } from '../ids.ts'
import type { OpenRow } from '../store/read/open-rows.ts'
import { EXPORT_WORDS } from './export-words.ts'

export interface OwnEntries {
  /** The client, and those merged into them. */
  readonly clientIds: readonly number[]
  /** With internal entries and notes. */
  readonly notes: boolean
  readonly locale: Locale
  readonly timeZone: string
}

/** Fields and data that hold what the staff wrote for themselves. */
const NOTES = new Set(['notes', 'note'])
/** Fields and data that name somebody of the staff. */
const STAFF = new Set(['member', 'members'])
/** Fields and data that name another client. */
const OTHERS = new Set(['other', 'referredBy'])

/** `id` is the entry's. Undefined where it is internal and those were not chosen. */
export function ownEntry(row: OpenRow, id: string, given: OwnEntries): Entry | undefined {
  const { notes, locale } = given
  const action = findAction(String(row.record.fields.get('action')))
  // The client's own sign-ins are shown to the staff alone elsewhere, but they are the client's.
  if (action?.staffOnly === true && action.related !== 'access' && !notes) return undefined
  const own = new Set(given.clientIds.map(id => formatId('cl', id)))
  const { clientIds } = row.record
  const clients = row.opened.clients.map((part, i) =>
    given.clientIds.includes(clientIds[i]!) ? part : 'hidden',
  )
  const { seq, recorded_at: recordedAt } = row.row
  const {
    causedBy: _cause,
    correlationId: _operation,
    key: _key,
    context,
    ...entry
  } = presentEntry({ ...row.opened, clients }, { id, seq, recordedAt }, given)
  const words = EXPORT_WORDS[locale]
  const isOwn = (id: string | undefined): boolean => id !== undefined && own.has(id)
  const named = (actor: EntryActor): EntryActor => {
    if (isOwn(actor.clientId)) return actor
    if (actor.type === 'staff') return { type: 'staff', name: words.staff }
    if (actor.type === 'client') return { type: 'client', name: words.anotherClient }
    return { type: actor.type, ...defined({ name: actor.name }) }
  }
  const shown: Entry = {
    ...entry,
    actor: named(entry.actor),
    ...(entry.onBehalfOf !== undefined && { onBehalfOf: named(entry.onBehalfOf) }),
    clients: entry.clients.filter(client => isOwn(client.id)),
    objects: entry.objects.map(object => unnamed(object, words.staff)),
    ...(entry.changes !== undefined && {
      changes: entry.changes
        .filter(({ field }) => notes || !NOTES.has(field))
        .map(change => ({
          ...change,
          ...(change.before !== undefined && { before: masked(change.field, change.before, locale) }),
          ...(change.after !== undefined && { after: masked(change.field, change.after, locale) }),
        })),
    }),
    ...(entry.state !== undefined && { state: ownFields(entry.state, given) }),
    ...(entry.data !== undefined && { data: ownFields(entry.data, given) }),
    ...(context !== undefined && { context: ownContext(context, isOwn(entry.actor.clientId)) }),
    erased: entry.clients.some(client => isOwn(client.id) && client.erased),
  }
  return { ...shown, sentence: sentenceText(shown, given) }
}

function ownContext(
  { amount, ip, userAgent, device }: NonNullable<Entry['context']>,
  isOwnAct: boolean,
): NonNullable<Entry['context']> {
  return defined({ amount, ...(isOwnAct && { ip, userAgent, device }) })
}

/** The fields of a state or of an entry's data, less what is internal and without the names of others. */
export function ownFields(
  fields: Readonly<Record<string, Json>>,
  { notes, locale }: Pick<OwnEntries, 'notes' | 'locale'>,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => notes || !NOTES.has(name))
      .map(([name, value]) => [name, masked(name, value, locale)]),
  )
}

function masked(field: string, value: Json, locale: Locale): Json {
  if (value === null) return null
  const { staff, anotherClient } = EXPORT_WORDS[locale]
  if (STAFF.has(field)) return Array.isArray(value) ? value.map(() => staff) : staff
  return OTHERS.has(field) ? anotherClient : value
}

const unnamed = ({ type, ref, role, ...rest }: EntryObject, staff: string): EntryObject =>
  type === 'member' ? { type, ref, name: staff } : { type, ref, ...rest, ...(role !== undefined && { role }) }
