/** Whose clients are whose: by their profiles, and by who made entries of them. */
import { EMPTY_STATE } from '../entry/state.ts'
import { StaffClients, writeStaffClients } from '../store/append/staff-clients.ts'
import { areUnchanged, fillActed, readSubjects } from '../store/backfill/fill-rows.ts'
import { loadKnown } from '../store/load-known.ts'
import { Registry } from '../store/registry.ts'
import { readTogether } from '../store/transaction.ts'
import type { FillPage } from './fill-page.ts'
import { writePage } from './write-page.ts'

export const fillClients: FillPage = async ({ pools, folder, clientKeys }, workspaceId, at, most) => {
  const ids = await readTogether(pools.app, workspaceId, run =>
    readSubjects(run, workspaceId, 'clients', { done: at.done, most }),
  )
  // A registry of its own: the one of those who append runs ahead of what is stored.
  const registry = new Registry()
  if (ids.length > 0) {
    const wanted = { clientLookups: [], clientIds: ids, objectLookups: [], objectIds: [] }
    await loadKnown(pools.app, workspaceId, registry, clientKeys, wanted)
  }
  const clients = ids.flatMap(id => registry.clientsById.get(id) ?? [])
  const staff = new StaffClients({ registry, keys: folder.workspace(workspaceId) })
  for (const { id, fields } of clients) staff.change('client', id, EMPTY_STATE, fields)
  return writePage(pools.app, workspaceId, at, {
    done: ids.at(-1),
    isStill: run => areUnchanged(run, workspaceId, 'clients', clients),
    async write(run) {
      await fillActed(run, workspaceId, ids)
      for (const { statement, values } of writeStaffClients(workspaceId, staff.finish()))
        await run(statement, [...values])
    },
  })
}
