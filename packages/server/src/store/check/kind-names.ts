import type { Pool } from 'pg'
import { readTogether } from '../transaction.ts'

const SELECT_KINDS = {
  name: 'check_kinds',
  text: 'select kind, action, category, type, related from daybook.kinds where workspace_id = $1',
}

/** What each kind's number stands for: the action, a space, and what a record calls its `class`. */
export async function readKindNames(pool: Pool, workspaceId: number): Promise<Map<number, string>> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ kind: number; action: string; category: string; type: string; related: string }>(SELECT_KINDS, [
      workspaceId,
    ]),
  )
  return new Map(
    rows.map(({ kind, action, category, type, related }) => [
      kind,
      `${action} ${category}/${type}${related === '' ? '' : `/${related}`}`,
    ]),
  )
}
