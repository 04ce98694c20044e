import type { EntryFilter } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { findClient, findObject } from '../store/find.ts'

/** The clients and objects that a filter names by an id, theirs or ours, as rows have them. */
export async function namesOfFilter(
  { pools, folder }: Daybook,
  workspace: Workspace,
  { actor = [], object = [] }: EntryFilter,
): Promise<number[]> {
  const keys = folder.workspace(workspace.id)
  const found = await Promise.all([
    ...actor.map(name => findClient(pools.app, workspace.id, keys, name.replace(/^client:/, ''))),
    ...object.map(name => {
      const colon = name.indexOf(':')
      const [type, id] = colon < 0 ? [undefined, name] : [name.slice(0, colon), name.slice(colon + 1)]
      return findObject(pools.app, workspace.id, keys, type, id)
    }),
  ])
  return found.filter(id => id !== undefined)
}
