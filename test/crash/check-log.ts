/**
 * Compares everything that the database holds of one log with what its entries say: hashes with parts, the head and
 * the tiles with the hashes, links, counts, clients and objects with the records. Reads the whole log: for tests.
 */
import { EMPTY_FRONTIER, encodeFrontier, extendFrontier, extendTiles, rootOf } from '@daybook/protocol'
import type { Pool } from 'pg'
import { sha256 } from '../../packages/server/src/hashes.ts'
import type { WorkspaceKeys } from '../../packages/server/src/keys/key-folder.ts'
import type { Keks } from '../../packages/server/src/keys/keks.ts'
import { unwrapKey } from '../../packages/server/src/keys/seal.ts'
import { checkReadModels } from './check-read-models.ts'
import { checkStates } from './check-states.ts'
import { type LogRows, readLogRows } from './log-rows.ts'
import { type FindKey, openStoredEntry, type Report, type StoredEntry } from './stored-entry.ts'

export interface CheckedLog {
  /** Entries that the head counts. */
  readonly size: number
  /** What does not agree, in sentences; the first hundred. */
  readonly problems: readonly string[]
}

const MOST_PROBLEMS = 100

/** `pool` may be of any role that reads the log; nothing may write to it meanwhile. */
export async function checkLog(
  pool: Pool,
  workspaceId: number,
  keys: WorkspaceKeys,
  keks: Keks,
): Promise<CheckedLog> {
  const rows = await readLogRows(pool, workspaceId)
  const problems: string[] = []
  const report: Report = problem => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
  }
  checkTree(rows, report)
  const findKey = await unwrapAll(rows, number => keks.of(workspaceId, number), report)
  const entries: StoredEntry[] = []
  for (const row of rows.entries) {
    try {
      entries.push(openStoredEntry(row, keys, findKey, report))
    } catch (error) {
      report(`seq ${row.seq} cannot be opened: ${String(error)}`)
    }
  }
  if (entries.length === rows.entries.length) {
    checkReadModels(rows, entries, keys, report)
    checkStates(rows, entries, keys, findKey, report)
  }
  return { size: rows.head.size, problems }
}

function checkTree({ head, entries, tiles }: LogRows, report: Report): void {
  if (entries.length !== head.size)
    report(`the head counts ${head.size} entries, and there are ${entries.length}`)
  entries.forEach((row, i) => {
    if (row.seq !== i + 1) report(`place ${i + 1} of the log holds seq ${row.seq}`)
  })
  const leaves = entries.map(row => row.leaf_hash)
  const frontier = extendFrontier(EMPTY_FRONTIER, leaves, sha256)
  if (!head.frontier.equals(encodeFrontier(frontier)))
    report('the head’s frontier is not that of the leaf hashes')
  if (!head.root.equals(rootOf(frontier, sha256))) report('the head’s root is not that of the leaf hashes')
  const { full } = extendTiles(0, [], leaves, sha256)
  const expected = full.sort((a, b) => a.level - b.level || a.index - b.index)
  if (tiles.length !== expected.length)
    report(`there are ${tiles.length} tiles instead of ${expected.length}`)
  expected.forEach((tile, i) => {
    const found = tiles[i]
    if (found === undefined) return
    const same =
      found.level === tile.level &&
      found.index === tile.index &&
      found.hashes.equals(tile.hashes) &&
      found.root.equals(tile.root)
    if (!same) report(`tile ${tile.level}/${tile.index} is not that of the leaf hashes`)
  })
}

async function unwrapAll(
  { clientKeys }: LogRows,
  kekOf: (number: number) => Promise<Buffer | undefined>,
  report: Report,
): Promise<FindKey> {
  const unwrapped = new Map<string, Buffer>()
  for (const row of clientKeys) {
    const kek = await kekOf(row.kek)
    if (kek === undefined)
      report(`key ${row.kind} of client ${row.client_id} is wrapped under ${row.kek}, which is not there`)
    else unwrapped.set(`${row.client_id} ${row.kind}`, unwrapKey(kek, row.wrapped))
  }
  return (clientId, kind) => {
    const key = unwrapped.get(`${clientId} ${kind}`)
    if (key === undefined) throw new Error(`client ${clientId} has no key of kind ${kind}`)
    return key
  }
}
