/**
 * What a group was prepared on, compared with what is stored: behind the head's lock, so that it sees what the group
 * before has committed.
 */
import { byteaArray, int4Array, int8Array } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { type EarlierEntry, earlierFrom } from './earlier-entry.ts'
import type { PreparedGroup } from './group.ts'
import * as sql from './statements.ts'

export interface Checked {
  /** Entries that were written before with the same idempotency keys. */
  readonly earlier: ReadonlyMap<string, EarlierEntry>
  /** True where a state, a client, an object or a key is not as it was when the group was prepared. */
  readonly moved: boolean
}

interface CheckRow {
  readonly what: 'object' | 'client' | 'keys' | 'made' | 'kek' | 'year' | 'entry'
  readonly id: number
  readonly version: number
  readonly mac: Buffer | null
  readonly record: string | null
}

export async function checkGroup(run: Run, workspaceId: number, group: PreparedGroup): Promise<Checked> {
  const objects = new Map([
    ...group.readObjects,
    ...group.objects.map(one => [one.object.id, one.from] as const),
  ])
  const clients = new Map([
    ...group.readClients,
    ...group.clients.map(one => [one.client.id, one.from] as const),
  ])
  const rows = await run<CheckRow>(sql.CHECK_GROUP, [
    workspaceId,
    int8Array([...objects.keys()]),
    byteaArray(group.objects.filter(one => one.from === 0).map(one => one.object.lookup)),
    int8Array([...clients.keys()]),
    byteaArray(group.clients.filter(one => one.from === 0).flatMap(one => one.client.lookup ?? [])),
    int8Array(group.usedKeys.map(([clientId]) => clientId)),
    int4Array(group.usedKeys.map(([, kind]) => kind)),
    byteaArray(group.entries.flatMap(entry => entry.intent.keyMac ?? [])),
    int8Array(group.newKeys.map(key => key.clientId)),
    int4Array(group.newKeys.map(key => key.kind)),
    int4Array(group.years.map(([year]) => year)),
    int4Array(group.years.map(([, taken]) => taken)),
  ])
  const of = (what: CheckRow['what']): CheckRow[] => rows.filter(row => row.what === what)
  return {
    earlier: earlierFrom(of('entry').map(row => ({ seq: row.id, key_mac: row.mac!, record: row.record! }))),
    moved:
      differs(of('object'), objects) ||
      differs(of('client'), clients) ||
      of('keys')[0]?.id !== group.usedKeys.length ||
      // Another server made the same key first.
      of('made')[0]?.id !== 0 ||
      // Retention has taken a year since.
      of('year').length > 0 ||
      // The workspace's key-encryption key was rotated since.
      group.newKeys.some(key => key.kek !== of('kek')[0]?.id),
  }
}

function differs(rows: readonly CheckRow[], expected: ReadonlyMap<number, number>): boolean {
  const stored = new Map(rows.map(row => [row.id, row.version]))
  for (const [id, version] of expected) if ((stored.get(id) ?? 0) !== version) return true
  // A row under a new one's look-up but another id: another server made it first.
  return [...stored.keys()].some(id => !expected.has(id))
}
