/** Of each field of a client's profile its last change: who, when, from what, and the entry that tells it (N4). */
import type { Locale } from '@daybook/catalogue'
import type { LastChange, LastChangesAnswer } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { readLinkedAt } from '../store/read/linked-after.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { findStored, missing } from './read-object.ts'
import { seenOf } from './seen-of.ts'
import { visibilityOf } from './visibility-of.ts'

/** Throws `not_found`. */
export async function lastChanges(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<LastChangesAnswer> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const found = await findStored(daybook, principal, workspace, 'client', id)
  const sight = await visibilityOf(daybook, principal)
  const seen = found && (await seenOf(daybook, workspace, sight, found))
  if (seen?.of !== 'client') throw missing('client')
  const { client } = seen.stored
  const times = [...new Set(Object.values(client.fields).map(field => field.at))]
  const seqs = await readLinkedAt(daybook.pools.app, workspace.id, client.id, times)
  const rows = await readEntriesBySeq(daybook, workspace.id, seqs)
  const opened = await openRows(
    daybook,
    workspace.id,
    seqs.flatMap(seq => rows.get(seq) ?? []),
  )
  const entries = await presentRows(
    daybook,
    workspace,
    opened.flatMap(row => veil(row, sight) ?? []),
    { locale: workspace.locale as Locale, timeZone: workspace.timeZone, deleted: sight.deleted },
  )
  const ref = formatId('cl', client.id)
  const changes = new Map<string, LastChange>()
  // In the order of the log: of two changes at one time the later entry holds.
  for (const { id: entry, occurredAt, actor, changes: told = [], state = {}, baseline, ...rest } of entries) {
    const by = { entry, occurredAt, actor }
    if (baseline === true && rest.clients[0]?.id === ref)
      for (const [field, after] of Object.entries(state))
        changes.set(field, { field, after, ...by, first: true })
    for (const { ref: of, ...change } of told) if (of === ref) changes.set(change.field, { ...change, ...by })
  }
  return { changes: [...changes.values()].filter(({ field }) => Object.hasOwn(client.fields, field)) }
}
