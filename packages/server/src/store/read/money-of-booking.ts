/** The payments and fees of a booking: found by the entries that name both. */
import type { Daybook } from '../../daybook.ts'
import { readRecord } from '../../entry/open-entry.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { parseId } from '../../ids.ts'
import type { KnownObject } from '../registry.ts'
import { int4Array } from '../sql-array.ts'
import { readSnapshot, type Run } from '../transaction.ts'
import { readKnownObjects } from './known-subject.ts'

export interface MoneyOfBooking {
  readonly payments: readonly KnownObject[]
  readonly fees: readonly KnownObject[]
  /** The log as far as this is true. */
  readonly size: number
}

const SELECT = {
  name: 'money_of_booking',
  text: `select e.record from daybook.links l
         join daybook.entries e on e.workspace_id = $1 and e.seq = l.seq
         where l.workspace_id = $1 and l.object = $2 and l.kind = any($3::int[]) order by l.seq`,
}
const SIZE = { name: 'money_size', text: 'select size from daybook.log_heads where workspace_id = $1' }
const NEWER = {
  name: 'linked_since',
  text: `select 1 as found from daybook.links
         where workspace_id = $1 and object = $2 and seq > $3 and seq < $4 limit 1`,
}

export async function readMoneyOfBooking(
  daybook: Daybook,
  workspace: Workspace,
  objectId: number,
): Promise<MoneyOfBooking> {
  const kinds = (await daybook.kinds.all(workspace.id)).filter(kind => /^(payment|fee)\./.test(kind.action))
  const [rows, [head]] = await readSnapshot(daybook.pools.app, workspace.id, run =>
    Promise.all([
      run<{ record: string }>(SELECT, [workspace.id, objectId, int4Array(kinds.map(kind => kind.kind))]),
      run<{ size: number }>(SIZE, [workspace.id]),
    ]),
  )
  const ids = new Set<number>()
  for (const { record } of rows) {
    const objects = JSON.parse(String(readRecord(record).fields.get('objects'))) as [string, string][]
    for (const [type, ref] of objects)
      if (type === 'payment' || type === 'fee') ids.add(parseId('ob', ref) ?? 0)
  }
  const found = new Map((await readKnownObjects(daybook, workspace, [...ids])).map(one => [one.id, one]))
  // In the order of their first entries: what was paid last goes back first.
  const known = [...ids].flatMap(id => found.get(id) ?? [])
  return {
    payments: known.filter(one => one.type === 'payment'),
    fees: known.filter(one => one.type === 'fee'),
    size: head!.size,
  }
}

/** True where an entry about the object came in behind `size` and before `first`. */
export async function isLinkedSince(
  run: Run,
  workspaceId: number,
  objectId: number,
  { size, first }: { readonly size: number; readonly first: number },
): Promise<boolean> {
  return (await run(NEWER, [workspaceId, objectId, size, first])).length > 0
}
