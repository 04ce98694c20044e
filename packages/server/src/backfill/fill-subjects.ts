/** What filling clients and filling objects have in common: a page is opened, and written where it is still as it was. */
import type { State } from '../entry/state.ts'
import { EMPTY_STATE } from '../entry/state.ts'
import { formatId } from '../ids.ts'
import { StaffClients, writeStaffClients } from '../store/append/staff-clients.ts'
import { areUnchanged, readSubjects, type Subject } from '../store/backfill/fill-rows.ts'
import type { Backfill } from '../store/backfill/backfills.ts'
import { CheckKeys } from '../store/check/check-keys.ts'
import { loadKnown, type Wanted } from '../store/load-known.ts'
import { Registry } from '../store/registry.ts'
import { readTogether, type Run } from '../store/transaction.ts'
import type { FillingStores } from './fill-page.ts'
import { writePage } from './write-page.ts'

/** A client or an object that was opened. */
interface Opened {
  readonly id: number
  readonly version: number
}

interface Filling<Known extends Opened> {
  readonly table: Subject
  readonly prefix: 'cl' | 'ob'
  readonly wanted: (ids: readonly number[]) => Partial<Wanted>
  /** Undefined where it was erased, and where it cannot be opened. */
  readonly openIn: (registry: Registry, id: number) => Known | undefined
  /** What says to whom of the staff it is assigned. */
  readonly stateOf: (known: Known) => { readonly type: string; readonly state: State }
  /** Answers what is written beside. */
  readonly fill: (
    known: readonly Known[],
    ids: readonly number[],
    clientKeys: CheckKeys,
  ) => Promise<(run: Run) => Promise<unknown>>
}

const NOTHING: Wanted = { clientLookups: [], clientIds: [], objectLookups: [], objectIds: [] }

export async function fillSubjects<Known extends Opened>(
  { pools: { app }, folder, keks }: FillingStores,
  workspaceId: number,
  at: Backfill,
  most: number,
  filling: Filling<Known>,
): Promise<readonly string[] | undefined> {
  const { table } = filling
  const rows = await readTogether(app, workspaceId, run =>
    readSubjects(run, workspaceId, table, { done: at.done, most }),
  )
  const ids = rows.map(row => row.id)
  // As they are stored now: the registry and the keys of those who append run ahead of it, or behind.
  const registry = new Registry()
  const clientKeys = new CheckKeys(app, workspaceId, keks)
  const wanted = { ...NOTHING, ...filling.wanted(ids) }
  if (ids.length > 0) await loadKnown(app, workspaceId, registry, clientKeys, wanted, 'skip')
  const known = ids.flatMap(id => filling.openIn(registry, id) ?? [])
  const staff = new StaffClients({ registry, keys: folder.workspace(workspaceId) })
  for (const one of known) {
    const { type, state } = filling.stateOf(one)
    staff.change(type, one.id, EMPTY_STATE, state)
  }
  const write = await filling.fill(known, ids, clientKeys)
  const isWritten = await writePage(app, workspaceId, at, {
    done: ids.at(-1),
    isStill: run => areUnchanged(run, workspaceId, table, known),
    async write(run) {
      await write(run)
      for (const { statement, values } of writeStaffClients(workspaceId, staff.finish()))
        await run(statement, [...values])
    },
  })
  if (!isWritten) return undefined
  const opened = new Set(known.map(one => one.id))
  // Of what was erased nothing is there to be opened, and its row stays empty.
  return rows.flatMap(({ id, sealed }) => (sealed && !opened.has(id) ? formatId(filling.prefix, id) : []))
}
