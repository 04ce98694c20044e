/** A client's own booking, as they may see it: what was agreed, and nothing that the business wrote about it. */
import { bookingEnd } from '@daybook/catalogue'
import { findStored } from '../actions/read-object.ts'
import { plainState } from '../acts/view-object.ts'
import type { Daybook } from '../daybook.ts'
import { parseOccurrence } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import type { OwnedObject } from '../store/read/objects-of-client.ts'
import { clientPrincipal } from './client-principal.ts'

export interface OwnBooking {
  readonly objectId: number
  /** The host's id. */
  readonly id: string
  readonly service: string
  readonly status: string | undefined
  /** UTC ms; undefined where no time was told. */
  readonly startsAt: number | undefined
  readonly endsAt: number | undefined
  readonly member: string | undefined
  readonly location: string | undefined
  /** Minor units. */
  readonly price: number | undefined
  readonly currency: string | undefined
  /** All that is stored: for deciding, never for showing. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Undefined where there is none of this client's, or it was deleted. */
export async function readOwnBooking(
  daybook: Daybook,
  workspace: Workspace,
  clientId: number,
  objectId: number,
): Promise<OwnBooking | undefined> {
  const principal = clientPrincipal(workspace)
  const found = await findStored(daybook, principal, workspace, 'booking', formatId('ob', objectId))
  if (found?.of !== 'object') return undefined
  // Of one person whose profiles are merged, all of them.
  const own = new Set((await daybook.privacy.merges(workspace.id)).groupOf(clientId))
  if (!found.stored.object.clients.some(id => own.has(id))) return undefined
  const { object } = found.stored
  return ownBooking({ ...object, objectId, hostId: object.hostId }, workspace)
}

/** Undefined where it was deleted. */
export function ownBooking(
  object: Pick<OwnedObject, 'objectId' | 'hostId' | 'name' | 'business' | 'personal'>,
  { timeZone }: Workspace,
): OwnBooking | undefined {
  const fields = plainState({ ...object.business, ...object.personal })
  if (fields['deleted'] === 'yes' || object.hostId === undefined) return undefined
  const startsAt = instantOf(fields['startsAt'], timeZone)
  return {
    objectId: object.objectId,
    id: object.hostId,
    service: textOf(fields['service']) ?? object.name ?? object.hostId,
    status: textOf(fields['status']),
    startsAt,
    endsAt: bookingEnd(startsAt, instantOf(fields['endsAt'], timeZone), fields['duration']),
    member: textOf(fields['member']),
    location: textOf(fields['location']),
    price: typeof fields['price'] === 'number' ? fields['price'] : undefined,
    currency: textOf(fields['currency']),
    fields,
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

function instantOf(value: unknown, zone: string): number | undefined {
  const read = typeof value === 'string' ? parseOccurrence(value, zone) : undefined
  return typeof read === 'object' && read.day === undefined ? read.at : undefined
}
