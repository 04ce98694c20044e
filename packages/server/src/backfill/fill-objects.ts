/** To whom bookings are assigned, what stands on accounts, and which times are taken. */
import type { State } from '../entry/state.ts'
import { accountColumns, withStored } from '../store/accounts.ts'
import { writeFilled } from '../store/backfill/fill-rows.ts'
import { columnsOf, type ObjectColumns } from '../store/object-columns.ts'
import type { KnownObject } from '../store/registry.ts'
import type { FillPage } from './fill-page.ts'
import { fillSubjects } from './fill-subjects.ts'
import { moneyOfObjects } from './money-of-objects.ts'

export const fillObjects: FillPage = async (daybook, workspaceId, at, most) => {
  const { timeZone } = await daybook.workspaces.get(workspaceId)
  const keys = daybook.folder.workspace(workspaceId)
  const inZone = (type: string, state: State): ObjectColumns => {
    const columns = columnsOf(type, state, timeZone, keys)
    // A local time that clocks leave out, or show twice, was read in another zone, from which its row has the start.
    return columns.startsAt === undefined ? columnsOf(type, state, 'UTC', keys) : columns
  }
  return fillSubjects(daybook, workspaceId, at, most, {
    table: 'objects',
    prefix: 'ob',
    wanted: ids => ({ objectIds: ids }),
    openIn: (registry, id) => registry.objectsById.get(id),
    stateOf: object => ({ type: object.type, state: stateOf(object) }),
    async fill(objects, _, clientKeys) {
      const money = await moneyOfObjects(daybook, workspaceId, objects, clientKeys)
      const filled = objects.map(({ id, type, business, money: stored }) => ({
        id,
        // What its row still knows of entries that nobody can open any more stays.
        account: accountColumns(type, id, withStored(money(id), stored), business),
        columns: inZone(type, business),
      }))
      return run => writeFilled(run, workspaceId, filled)
    },
  })
}

// Without a prototype: `state['constructor']` must be a field or nothing.
const stateOf = ({ business, personal }: KnownObject): State =>
  Object.assign(Object.create(null) as object, business, personal)
