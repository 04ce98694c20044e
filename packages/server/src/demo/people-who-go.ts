/** The ends of stories that only Daybook itself can tell: erased, anonymised, deleted, held; and what clients asked for. */
import { appendEntries } from '../actions/append-entries.ts'
import { changeRetention } from '../actions/change-retention.ts'
import { decideRequest } from '../actions/decide-request.ts'
import { deleteClient } from '../actions/delete-client.ts'
import { eraseClient } from '../actions/erase-client.ts'
import { placeHold } from '../actions/place-hold.ts'
import { releaseHold } from '../actions/release-hold.ts'
import { restoreClient } from '../actions/restore-client.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { MANAGER } from './cast.ts'
import { clientOf, GONE, HELD, LEAVING, NAMELESS, PEOPLE, type Person, self } from './people.ts'

/** So many days ago they went: nothing happens with them afterwards. */
export const WENT = 12
export const WHO_WENT: ReadonlySet<string> = new Set([GONE.id, NAMELESS.id, LEAVING.id])

/** Has all of it happen at the moment that `daybook.now()` tells. */
export async function letPeopleGo(daybook: Daybook, workspaceId: number): Promise<void> {
  const by: Principal = { workspaceId, kind: 'daybook', actor: MANAGER, scopes: ['admin'] }
  const ask = async (person: Person): Promise<string> => {
    const asked = {
      action: 'client.erasure_requested',
      client: clientOf(person),
      actor: self(person),
      context: person.device,
    }
    return (await appendEntries(daybook, by, asked, 1000))[0]!.id
  }
  await changeRetention(daybook, by, { years: 10 })
  await decideRequest(daybook, by, await ask(GONE), { decision: 'erase' })
  await eraseClient(daybook, by, NAMELESS.id, { mode: 'anonymise' })
  await deleteClient(daybook, by, LEAVING.id, { reason: 'has moved away and asked us to' })
  await placeHold(daybook, by, HELD.id, { reason: 'insurance case 44/B' })

  const [mistaken, released, stays, waits] = PEOPLE.slice(28, 32) as [Person, Person, Person, Person]
  await deleteClient(daybook, by, mistaken.id, { reason: 'wrong row' })
  await restoreClient(daybook, by, mistaken.id, { reason: 'was another person' })
  await placeHold(daybook, by, released.id, { reason: 'a question of the insurance' })
  await releaseHold(daybook, by, released.id, { reason: 'answered' })
  const reason = 'Unpaid invoices have to be kept until they are paid.'
  await decideRequest(daybook, by, await ask(stays), { decision: 'decline', reason })
  // Somebody has to decide about this one.
  await ask(waits)
}
