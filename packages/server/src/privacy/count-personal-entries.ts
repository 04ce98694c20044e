import type { Daybook } from '../daybook.ts'
import { readRecord, yearOfKind } from '../entry/open-entry.ts'
import { countParts, type PersonalKey, readSeveral } from '../store/privacy/personal-keys.ts'
import { readTakes } from '../store/privacy/retention-takes.ts'
import { readTogether, type Run } from '../store/transaction.ts'

/** Keys of one statement: some milliseconds of work. */
const BATCH = 1000

/**
 * How many entries, up to the entry `upTo`, have a part that one of these personal keys opens. The keys are of one UTC
 * year. Reads by pages and holds no snapshot.
 */
export async function countPersonalEntries(
  daybook: Daybook,
  workspaceId: number,
  keys: readonly PersonalKey[],
  upTo: number,
): Promise<number> {
  if (keys.length === 0) return 0
  const year = yearOfKind(keys[0]!.kind)
  const read = <T>(job: (run: Run) => Promise<T>): Promise<T> =>
    readTogether(daybook.pools.app, workspaceId, job)
  const takes = await read(run => readTakes(run, workspaceId, year))
  let count = 0
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH)
    count += await read(run => countParts(run, workspaceId, year, { keys: batch, takes, upTo }))
  }
  // An entry of several clients was counted once for each of them.
  const opens = opensIn(keys)
  for (let after = { at: -Number.MAX_SAFE_INTEGER, seq: 0 }; ; ) {
    const rows = await read(run => readSeveral(run, workspaceId, year, { after, upTo }))
    if (rows.length === 0) return count
    for (const { record } of rows) count -= Math.max(0, partsOf(record, opens) - 1)
    const last = rows.at(-1)!
    after = { at: last.occurredAt, seq: last.seq }
  }
}

type Opens = (clientId: number, kind: number) => boolean

function opensIn(keys: readonly PersonalKey[]): Opens {
  const kinds = new Map<number, Set<number>>()
  for (const { clientId, kind } of keys) {
    const clients = kinds.get(kind)
    if (clients === undefined) kinds.set(kind, new Set([clientId]))
    else clients.add(clientId)
  }
  return (clientId, kind) => kinds.get(kind)?.has(clientId) === true
}

function partsOf(record: string, opens: Opens): number {
  const { clientIds, personalKind: kind } = readRecord(record)
  return new Set(clientIds.filter(id => opens(id, kind))).size
}
