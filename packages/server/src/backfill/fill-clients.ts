/** Whose clients are whose: by their profiles, and by who made entries of them. */
import { fillActed } from '../store/backfill/fill-rows.ts'
import type { FillPage } from './fill-page.ts'
import { fillSubjects } from './fill-subjects.ts'

export const fillClients: FillPage = (daybook, workspaceId, at, most) =>
  fillSubjects(daybook, workspaceId, at, most, {
    table: 'clients',
    prefix: 'cl',
    wanted: ids => ({ clientIds: ids }),
    openIn(registry, id) {
      const client = registry.clientsById.get(id)
      // Whoever has a key that is gone or was changed has no id of the host either.
      return client?.hostId === undefined ? undefined : client
    },
    stateOf: ({ fields }) => ({ type: 'client', state: fields }),
    fill: async (_, ids) => run => fillActed(run, workspaceId, ids),
  })
