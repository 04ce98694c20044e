import type { MergedClient } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { rowsOf } from '../store/read/rows-of.ts'

/** The profiles merged into the first of each page, the latest first; who has none is left out. */
export async function mergedOf(
  daybook: Daybook,
  workspace: Workspace,
  pages: readonly (readonly number[])[],
  decidedOf: (clientId: number) => Pick<MergedClient, 'privacy'>,
): Promise<ReadonlyMap<number, readonly MergedClient[]>> {
  const merges = await daybook.privacy.merges(workspace.id)
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const found = new Map<number, readonly MergedClient[]>()
  for (const [root, ...others] of pages) {
    const own = others.flatMap(id => merges.of(id) ?? []).sort((a, b) => b.seq - a.seq)
    if (own.length === 0) continue
    const rows = await rowsOf(
      daybook.pools.app,
      workspace.id,
      own.map(merge => merge.seq),
    )
    const list = own.map(async ({ clientId, survivor, seq }) => {
      const client = await daybook.clientIndex.get(daybook, workspace.id, clientId)
      return {
        id: formatId('cl', clientId),
        ...(client?.hostId !== undefined && { hostId: client.hostId }),
        ...(client?.name !== undefined && { name: client.name }),
        into: formatId('cl', survivor),
        at: formatInstant(rows.find(row => row.seq === seq)?.occurred_at ?? 0),
        entry: formatEntryId(entryIdKey, workspace.generations, seq),
        ...decidedOf(clientId),
      }
    })
    found.set(root!, await Promise.all(list))
  }
  return found
}
