/** What others changed of an object or client since a version: for whoever wrote on an older one. */
import type { Locale } from '@daybook/catalogue'
import type { ChangeSince } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { readLinkedAfter } from '../store/read/linked-after.ts'
import { visibilityOf } from './visibility-of.ts'

/**
 * @param subject its number
 * @param ref its id, `ob_…` or `cl_…`
 */
export async function changesSince(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { subject, ref, version }: { readonly subject: number; readonly ref: string; readonly version: number },
): Promise<ChangeSince[]> {
  const seqs = await readLinkedAfter(daybook.pools.app, workspace.id, subject, version)
  const rows = await readEntriesBySeq(daybook, workspace.id, seqs)
  const visibility = await visibilityOf(daybook, principal)
  const opened = (
    await openRows(
      daybook,
      workspace.id,
      seqs.flatMap(seq => rows.get(seq) ?? []),
    )
  ).flatMap(row => veil(row, visibility) ?? [])
  const entries = await presentRows(daybook, workspace, opened, {
    locale: workspace.locale as Locale,
    timeZone: workspace.timeZone,
    deleted: visibility.deleted,
  })
  return entries.flatMap(entry =>
    (entry.changes ?? [])
      .filter(change => change.ref === ref)
      .map(({ ref: _, ...change }) => ({
        ...change,
        entry: entry.id,
        occurredAt: entry.occurredAt,
        actor: entry.actor,
      })),
  )
}
