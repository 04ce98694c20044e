/** To whom bookings are assigned, what stands on accounts, and which times are taken. */
import { EMPTY_STATE, type State } from '../entry/state.ts'
import { StaffClients, writeStaffClients } from '../store/append/staff-clients.ts'
import { accountColumns } from '../store/accounts.ts'
import { areUnchanged, readSubjects, writeFilled } from '../store/backfill/fill-rows.ts'
import { loadKnown } from '../store/load-known.ts'
import { columnsOf } from '../store/object-columns.ts'
import { type KnownObject, Registry } from '../store/registry.ts'
import { readTogether } from '../store/transaction.ts'
import type { FillPage } from './fill-page.ts'
import { moneyOfObjects } from './money-of-objects.ts'
import { writePage } from './write-page.ts'

export const fillObjects: FillPage = async (daybook, workspaceId, at, most) => {
  const { pools, folder, clientKeys } = daybook
  const workspace = await daybook.workspaces.get(workspaceId)
  const ids = await readTogether(pools.app, workspaceId, run =>
    readSubjects(run, workspaceId, 'objects', { done: at.done, most }),
  )
  const registry = new Registry()
  if (ids.length > 0) {
    const wanted = { clientLookups: [], clientIds: [], objectLookups: [], objectIds: ids }
    await loadKnown(pools.app, workspaceId, registry, clientKeys, wanted)
  }
  // Of what was erased there is no state, and its row stays empty.
  const objects = ids.flatMap(id => registry.objectsById.get(id) ?? [])
  const money = await moneyOfObjects(daybook, workspaceId, objects)
  const keys = folder.workspace(workspaceId)
  const staff = new StaffClients({ registry, keys })
  for (const object of objects) staff.change(object.type, object.id, EMPTY_STATE, stateOf(object))
  const filled = objects.map(({ id, type, business, money: stored }) => ({
    id,
    // What its row still knows of entries that nobody can open any more stays.
    account: accountColumns(type, id, money(id) ?? stored, business),
    columns: columnsOf(type, business, workspace.timeZone, keys),
  }))
  return writePage(pools.app, workspaceId, at, {
    done: ids.at(-1),
    isStill: run => areUnchanged(run, workspaceId, 'objects', objects),
    async write(run) {
      await writeFilled(run, workspaceId, filled)
      for (const { statement, values } of writeStaffClients(workspaceId, staff.finish()))
        await run(statement, [...values])
    },
  })
}

// Without a prototype: `state['constructor']` must be a field or nothing.
const stateOf = ({ business, personal }: KnownObject): State =>
  Object.assign(Object.create(null) as object, business, personal)
