/** What a client owns, as it is now: the states of their objects, opened with their own keys. */
import type { Daybook } from '../../daybook.ts'
import { EMPTY_STATE, type State } from '../../entry/state.ts'
import { FACTS, PROFILE } from '../client-keys.ts'
import { openBusiness, openPersonal } from '../sealed-state.ts'
import { readTogether } from '../transaction.ts'

export interface OwnedObject {
  readonly objectId: number
  readonly type: string
  readonly hostId?: string
  readonly name?: string
  readonly business: State
  readonly personal: State
}

interface Row {
  object_id: number
  type: string
  client_id: number | null
  state: Buffer
  state_keys: Buffer | null
  personal: Buffer | null
  place: number
}

/** The place of the client is that of their wrapping of the state's key. */
const SELECT = {
  name: 'objects_of_client',
  text: `select o.object_id, o.type, o.client_id, o.state, o.state_keys, c.state as personal,
           (select count(*) from daybook.object_clients b
            where b.workspace_id = $1 and b.object_id = c.object_id and b.place < c.place) as place
         from daybook.object_clients c
         join daybook.objects o on o.workspace_id = $1 and o.object_id = c.object_id
         where c.workspace_id = $1 and c.client_id = $2 and c.object_id > $3 and o.state is not null
         order by c.object_id limit $4`,
}

/** A page of them in the order of their ids; those that cannot be opened any more are left out. */
export async function readObjectsOfClient(
  daybook: Pick<Daybook, 'pools' | 'clientKeys'>,
  workspaceId: number,
  clientId: number,
  page: { readonly after: number; readonly limit: number },
): Promise<{ readonly objects: OwnedObject[]; readonly next: number | null }> {
  const rows = await readTogether(daybook.pools.app, workspaceId, run =>
    run<Row & Record<string, unknown>>(SELECT, [workspaceId, clientId, page.after, page.limit]),
  )
  const keys = await daybook.clientKeys.loadKinds(workspaceId, [
    [clientId, FACTS],
    [clientId, PROFILE],
  ])
  const profile = keys.personal(clientId, PROFILE)
  const objects = rows.flatMap(row => {
    const opened = openBusiness(
      row.object_id,
      { state: row.state, clientId: row.client_id, stateKeys: row.state_keys },
      // Only this client's wrapping is used, at its place.
      Array.from({ length: row.place + 1 }, (_, i) => (i === row.place ? clientId : -1)),
      keys.facts,
    )
    if (opened === undefined) return []
    const personal =
      row.personal === null || profile === undefined
        ? EMPTY_STATE
        : openPersonal(row.object_id, row.personal, profile)
    return { objectId: row.object_id, type: row.type, ...opened, personal }
  })
  return { objects, next: rows.length < page.limit ? null : rows.at(-1)!.object_id }
}
