/**
 * A note on an entry (R-A12): an entry of its own that names the old one as its cause and is about the same clients and
 * objects. The old one stays as it is.
 */
import { findAction, type Locale } from '@daybook/catalogue'
import {
  type AppendAnswer,
  type Draft,
  type Entry,
  type InputError,
  LIMITS,
  LogError,
} from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import { understand } from '../entry/understand.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { isAccess } from '../policy/sight.ts'
import { requireSources, understandingOf } from './append-entries.ts'
import { checkInput } from './check-input.ts'
import { readEntry } from './read-entry.ts'

export const NoteInput = z.strictObject({
  note: z.string().trim().min(1, 'must not be empty').max(LIMITS.string),
  key: z.string().min(1).max(400).optional().describe('Idempotency key: the same again changes nothing'),
})

/** Throws `not_found`, `query_invalid`, `state_conflict` where nothing is left of those it is about. */
export async function annotateEntry(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  id: string,
  body: unknown,
): Promise<AppendAnswer> {
  requireRight(principal, 'act')
  const given = await understandingOf(daybook, principal)
  const { workspace } = given
  const entry = await readEntry(daybook, { ...principal, scopes: reading(principal) }, id)
  const { note, key } = checkInput(NoteInput, body)
  const clients = entry.clients.filter(client => !client.erased)
  if (entry.clients.length > 0 && clients.length === 0)
    throw new LogError(
      'state_conflict',
      'Whom this entry was about is erased: a note would say of them again what was destroyed.',
    )
  const draft: Draft = {
    action: 'entry.annotated',
    ...(clients.length > 0 && { clients: clients.map(client => ({ id: client.hostId ?? client.id })) }),
    ...objectsOf(entry),
    data: { note, sentence: titleOf(entry, workspace.locale as Locale) },
    causedBy: entry.id,
    context: principal.kind === 'key' ? {} : contextOf(caller),
    ...(key !== undefined && { key }),
  }
  const errors: InputError[] = []
  const intent = understand(draft, '', errors, given)
  if (intent === undefined)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  requireSources(principal, [{ intent, path: '' }])
  // A note on what only some may see is only for them.
  const closed = isAccess(entry)
  const whole = closed ? { ...intent, type: 'access' as const, related: 'access' as const } : intent
  const bytes = Buffer.byteLength(note) + 1000
  return { entries: await daybook.log.append(workspace, [{ intent: whole, path: '' }], bytes) }
}

/** A key that may only append can note on what it knows the id of; it is told nothing of it. */
const reading = ({ scopes }: Principal): Principal['scopes'] =>
  scopes.includes('append') && !scopes.includes('read') ? [...scopes, 'read'] : scopes

function objectsOf({ objects }: Entry): Pick<Draft, 'objects'> {
  const named = objects.flatMap(({ type, id, name }) =>
    id === undefined ? [] : [{ type, id, ...(name !== undefined && { name }) }],
  )
  return named.length === 0 ? {} : { objects: named }
}

/** Where an entry is about several clients its sentence may name one to the others: then only what it is called stands. */
function titleOf(entry: Entry, locale: Locale): string {
  const label = findAction(entry.action)?.label[locale] ?? entry.action
  return entry.clients.length > 1 ? label : entry.sentence
}
