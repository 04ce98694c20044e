/** How entries may name those of some actions as their cause: by id, or by the MAC of the key. */
import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { formatEntryId } from '../../ids.ts'
import type { Kind } from '../append/kinds.ts'
import { int4Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

/** Requests for erasure are few; of more than this the newest count. */
const MAX_CAUSES = 10_000

const SELECT_CAUSES = {
  name: 'causes',
  text: `select seq, key_mac from daybook.entries where workspace_id = $1 and kind = any($2::int[])
         order by seq desc limit ${MAX_CAUSES}`,
}

export async function readCauses(
  daybook: Daybook,
  workspace: Workspace,
  kinds: readonly Kind[],
  actions: readonly string[],
): Promise<Set<string>> {
  const causing = kinds.filter(kind => actions.includes(kind.action)).map(kind => kind.kind)
  const rows = await readTogether(daybook.pools.app, workspace.id, run =>
    run<{ seq: number; key_mac: Buffer | null }>(SELECT_CAUSES, [workspace.id, int4Array(causing)]),
  )
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  return new Set(
    rows.flatMap(row => [
      formatEntryId(entryIdKey, workspace.generations, row.seq),
      ...(row.key_mac === null ? [] : [row.key_mac.toString('base64url')]),
    ]),
  )
}
