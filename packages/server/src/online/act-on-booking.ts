/** A client confirms, moves or cancels a booking of theirs: each an act like any other, with the client as its actor. */
import { LogError } from '@daybook/protocol'
import { performAct } from '../actions/perform-act.ts'
import { wishOfBooking } from '../acts/wish.ts'
import type { Caller } from '../entry/caller.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { endLinksOf } from '../store/online/client-links.ts'
import type { Run } from '../store/transaction.ts'
import { clientPrincipal } from './client-principal.ts'
import { presentClient } from './clients-of-email.ts'
import { deliverLetter } from './deliver-letters.ts'
import { costOfCancelling, mayChange } from './may-change.ts'
import { ownSecret, writeLetter, writeLinks } from './new-links.ts'
import { bookableSpan, offeredServices, offeredTimes } from './offered-services.ts'
import { onlineChoices } from './online-choices.ts'
import type { OwnBooking } from './own-booking.ts'
import type { OnlineParts } from './parts.ts'

const DAY = 86_400_000

/** Whoever acts, and on what. */
export interface OwnAct {
  readonly workspace: Workspace
  readonly clientId: number
  readonly booking: OwnBooking
  readonly caller: Caller
  /** They have shown that the client's address is theirs. */
  readonly mayConfirm: boolean
  /** Made with the form: sent twice, it is done once. */
  readonly key: string
}

const closed = (): LogError => new LogError('act_refused', 'Nothing can be changed here any more.')

async function perform(
  parts: OnlineParts,
  { workspace, clientId, booking, caller, key }: OwnAct,
  act: string,
  more: object,
  behind?: (run: Run, seq: number) => Promise<unknown>,
): Promise<void> {
  const client = await presentClient(parts.daybook, workspace.id, clientId)
  const actor = { type: 'client', id: client?.hostId ?? formatId('cl', clientId) }
  await performAct(
    parts.daybook,
    clientPrincipal(workspace),
    caller,
    { type: 'booking', id: formatId('ob', booking.objectId), act },
    { ...more, actor, source: 'customer', key },
    behind === undefined ? {} : { beside: { behind } },
  )
}

/** Throws `act_refused`. */
export async function confirmOwn(parts: OnlineParts, given: OwnAct): Promise<void> {
  if (!mayChange(parts.daybook, given.workspace, given.booking, given.mayConfirm).confirm) throw closed()
  await perform(parts, given, 'confirm', {})
}

/**
 * @param shown what they were told that it costs, in minor units: where it is something else by now, they are asked again
 * @throws LogError `act_refused`, `state_conflict` where the cost is another
 */
export async function cancelOwn(
  parts: OnlineParts,
  given: OwnAct,
  shown: number,
  reason: string,
): Promise<void> {
  const { daybook } = parts
  const { workspace, clientId, booking } = given
  if (!mayChange(daybook, workspace, booking, false).cancel) throw closed()
  const { fee } = await costOfCancelling(daybook, workspace, booking, formatId('cl', clientId))
  if (fee !== shown) throw new LogError('state_conflict', 'What it costs has changed: look again.')
  let letterId: number | undefined
  await perform(parts, given, 'cancel', reason === '' ? {} : { reason }, async (run, seq) => {
    const now = daybook.now()
    await endLinksOf(run, workspace.id, booking.objectId, { now, before: now + 1 })
    const about = { workspaceId: workspace.id, clientId, objectId: booking.objectId, seq, now }
    letterId = await writeLetter(run, { ...about, letter: 'cancelled', until: now + 7 * DAY })
  })
  if (letterId !== undefined) deliverLetter(parts, workspace.id, letterId)
}

/**
 * Answers the secret of the link on which they go on.
 * @throws LogError `act_refused`, `time_taken`
 */
export async function moveOwn(parts: OnlineParts, given: OwnAct, startsAt: number): Promise<string> {
  const { daybook } = parts
  const { workspace, clientId, booking, key } = given
  const keys = daybook.folder.workspace(workspace.id)
  if (!mayChange(daybook, workspace, booking, false).move) throw closed()
  const free = await timesToMoveTo(parts, workspace, booking, { from: startsAt, to: startsAt + 1 })
  if (free[0] !== startsAt) throw new LogError('time_taken', 'Somebody else has this time.', { free: [] })
  let letterId: number | undefined
  const fields = { startsAt: formatInstant(startsAt) }
  await perform(parts, given, 'reschedule', { fields }, async (run, seq) => {
    const now = daybook.now()
    await endLinksOf(run, workspace.id, booking.objectId, { now, before: now + 1 })
    const length = (booking.endsAt ?? 0) - (booking.startsAt ?? 0)
    letterId = await writeLinks(run, {
      workspaceId: workspace.id,
      keys,
      clientId,
      objectId: booking.objectId,
      letter: 'moved',
      seq,
      key,
      now,
      until: startsAt + Math.max(length, 60_000),
    })
  })
  if (letterId !== undefined) deliverLetter(parts, workspace.id, letterId)
  return ownSecret(keys, key)
}

/** Starts to which a booking may be moved online: as its service is offered, with whoever does it. */
export async function timesToMoveTo(
  { daybook }: OnlineParts,
  workspace: Workspace,
  booking: OwnBooking,
  span: { readonly from: number; readonly to: number },
): Promise<readonly number[]> {
  const { from, until } = await spanToMove({ daybook }, workspace, booking)
  const cut = { from: Math.max(span.from, from), to: Math.min(span.to, until) }
  const times = await offeredTimes(daybook, workspace, wishOfBooking(booking.fields, booking.objectId), cut)
  return times.map(time => time.startsAt)
}

export async function spanToMove(
  { daybook }: Pick<OnlineParts, 'daybook'>,
  workspace: Workspace,
  booking: OwnBooking,
): Promise<{ readonly from: number; readonly until: number }> {
  const services = await offeredServices(daybook, workspace)
  const { onlineNoticeHours: notice, onlineHorizonDays: horizonDays } = onlineChoices(workspace.settings)
  const service = services.find(one => one.name === booking.service) ?? { notice, horizonDays }
  return bookableSpan(daybook, workspace, service)
}
