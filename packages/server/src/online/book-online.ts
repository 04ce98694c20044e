/** A stranger, or a client, books a free time: the entry's actor is the client, its source `customer`. */
import { type Draft, LogError } from '@daybook/protocol'
import { performAct } from '../actions/perform-act.ts'
import { newId } from '../acts/new-id.ts'
import type { Caller } from '../entry/caller.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { foldText } from '../read/match-text.ts'
import { clientLookup, objectLookup } from '../store/load-known.ts'
import { readLink } from '../store/online/client-links.ts'
import { idsOfLookups } from '../store/online/find-ids.ts'
import { bookingsToCome } from './bookings-of-client.ts'
import { clientPrincipal } from './client-principal.ts'
import { clientsOfEmail } from './clients-of-email.ts'
import { deliverLetter } from './deliver-letters.ts'
import { CONFIRM_WITHIN, ownSecret, writeLinks } from './new-links.ts'
import { bookableSpan, type OfferedService, offeredTimes } from './offered-services.ts'
import { onlineChoices } from './online-choices.ts'
import type { OnlineParts } from './parts.ts'
import { linkNumber } from './secrets.ts'

/** Appointments to come that one person may have booked. */
const MOST_TO_COME = 10
const MINUTE = 60_000

export interface OnlineBooking {
  readonly service: OfferedService
  /** UTC ms. */
  readonly startsAt: number
  /** Whoever is free where absent. */
  readonly member?: string | undefined
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly note: string
  /** Of the visitor. */
  readonly language: string
  /** Made with the form: sent twice, it books once. */
  readonly key: string
}

/** Answers the secret of the link on which the visitor goes on. Throws `time_taken`, `act_refused`, `rate_limited`. */
export async function bookOnline(
  parts: OnlineParts,
  workspace: Workspace,
  caller: Caller,
  booking: OnlineBooking,
): Promise<string> {
  const keys = parts.daybook.folder.workspace(workspace.id)
  const isDone = () => readLink(parts.daybook.pools.app, workspace.id, linkNumber(keys, 'own', booking.key))
  // A form that is sent twice must not be told that its own booking stands in its way.
  if ((await isDone()) !== undefined) return ownSecret(keys, booking.key)
  await parts.limits.book(workspace.id, booking.email, caller)
  try {
    await book(parts, workspace, caller, booking)
  } catch (error) {
    if ((await isDone()) === undefined) throw error
  }
  return ownSecret(keys, booking.key)
}

async function book(
  parts: OnlineParts,
  workspace: Workspace,
  caller: Caller,
  booking: OnlineBooking,
): Promise<void> {
  const { daybook } = parts
  const { service, startsAt, key } = booking
  const keys = daybook.folder.workspace(workspace.id)
  const id = newId('booking', keys, key)
  const member = await freeMember(parts, workspace, booking)
  const client = await clientFor(parts, workspace, booking)
  const { onlineConfirm } = onlineChoices(workspace.settings)
  let letterId: number | undefined
  await performAct(
    daybook,
    clientPrincipal(workspace),
    caller,
    { type: 'booking', id, act: onlineConfirm ? 'request' : 'book' },
    {
      fields: {
        service: service.name,
        startsAt: formatInstant(startsAt),
        channel: 'online',
        ...(member !== undefined && { member }),
        ...(booking.note !== '' && { clientNotes: booking.note }),
      },
      objects: [{ type: 'service', id: service.id }],
      client: { id: client.id, name: client.name },
      actor: { type: 'client', id: client.id },
      source: 'customer',
      key,
    },
    {
      beside: {
        first: client.first,
        async behind(run, seq) {
          const ids = await idsOfLookups(run, workspace.id, {
            object: objectLookup(keys, 'booking', id),
            client: clientLookup(keys, client.id),
          })
          const until = startsAt + service.wish.duration * MINUTE
          const letter = onlineConfirm ? 'requested' : 'booked'
          const now = daybook.now()
          letterId = await writeLinks(run, {
            ...ids,
            workspaceId: workspace.id,
            keys,
            letter,
            seq,
            key,
            now,
            until: onlineConfirm ? Math.max(until, now + CONFIRM_WITHIN) : until,
          })
        },
      },
    },
  )
  if (letterId !== undefined) deliverLetter(parts, workspace.id, letterId)
}

/** What is offered is asked anew: between the page and the form somebody may have been faster, or the hours have changed. */
async function freeMember(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { service, startsAt, member }: OnlineBooking,
): Promise<string | undefined> {
  const { from, until } = bookableSpan(daybook, workspace, service)
  const wish = member === undefined ? service.wish : { ...service.wish, members: [member] }
  const isOffered = startsAt >= from && startsAt < until
  const [free] = isOffered
    ? await offeredTimes(daybook, workspace, wish, { from: startsAt, to: startsAt + 1 })
    : []
  if (free?.startsAt !== startsAt) {
    const next = await offeredTimes(daybook, workspace, wish, {
      from: Math.max(from, startsAt),
      to: Math.min(until, Math.max(from, startsAt) + 7 * 24 * 60 * MINUTE),
    })
    throw new LogError('time_taken', 'Somebody else has this time: choose another.', {
      free: next.slice(0, 5).map(one => formatInstant(one.startsAt)),
    })
  }
  return free.members[0]
}

interface BookingClient {
  readonly id: string
  readonly name: string
  /** Makes the profile, where there is none yet. */
  readonly first: readonly Draft[]
}

/**
 * Who gives the address and the name of a client is taken for them, because theirs are the visits then; what is stored of
 * them is neither shown nor changed.
 */
async function clientFor(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { name, email, phone, language, key }: OnlineBooking,
): Promise<BookingClient> {
  // Somebody who is merged may go on by the name of their own profile.
  const [known] = await clientsOfEmail(
    daybook,
    workspace.id,
    email,
    one => one.hostId !== undefined && foldText(one.name ?? '') === foldText(name),
  )
  if (known?.hostId !== undefined) {
    if ((await bookingsToCome(daybook, workspace, known.id)).length >= MOST_TO_COME)
      throw new LogError('act_refused', 'There are several appointments to come under this address already.')
    return { id: known.hostId, name: known.name ?? name, first: [] }
  }
  const id = newId('client', daybook.folder.workspace(workspace.id), key)
  const fields = { name, email, ...(phone !== '' && { phone }), language }
  const first: Draft = {
    action: 'client.created',
    client: { id, name },
    actor: { type: 'client', id },
    source: 'customer',
    changes: Object.entries(fields).map(([field, after]) => ({ field, after })),
  }
  return { id, name, first: [first] }
}
