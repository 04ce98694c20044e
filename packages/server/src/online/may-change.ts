/** What a client may still do with a booking of theirs online, and what cancelling would cost. Nothing is written. */
import { allowedActs } from '@daybook/catalogue'
import { gatherAct } from '../actions/gather-act.ts'
import { moneyOf } from '../actions/perform-act.ts'
import { consequencesOf } from '../acts/consequences.ts'
import { rulesOf } from '../acts/rules.ts'
import { actsOfType } from '../acts/workspace-acts.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { readMoneyOfBooking } from '../store/read/money-of-booking.ts'
import { OPEN } from './bookings-of-client.ts'
import { clientPrincipal } from './client-principal.ts'
import type { OwnBooking } from './own-booking.ts'

const HOUR = 3_600_000

export interface MayChange {
  readonly confirm: boolean
  readonly move: boolean
  readonly cancel: boolean
  /** It could be moved, were it not for the time. */
  readonly isLate: boolean
  /** Hours. */
  readonly lateHours: number
}

/** @param mayConfirm they have shown that the address is theirs: by its link, or by signing in */
export function mayChange(
  daybook: Daybook,
  workspace: Workspace,
  { fields, startsAt, status }: OwnBooking,
  mayConfirm: boolean,
): MayChange {
  const acts = allowedActs(actsOfType(workspace, 'booking'), fields).filter(act => act.online === true)
  const names = new Set(acts.map(act => act.name))
  const lateHours = rulesOf(workspace.settings.rules).late.hours
  const left = startsAt === undefined ? -1 : startsAt - daybook.now()
  // What has begun is the business's to say.
  const isOpen = OPEN.has(status) && left > 0
  const isLate = isOpen && left < lateHours * HOUR
  return {
    confirm: isOpen && names.has('confirm') && mayConfirm,
    move: isOpen && names.has('reschedule') && !isLate,
    cancel: isOpen && names.has('cancel'),
    isLate,
    lateHours,
  }
}

/** What a cancellation by the client would cost and give back now, in minor units. */
export interface CancelCost {
  readonly fee: number
  readonly refund: number
  readonly currency: string | undefined
}

export async function costOfCancelling(
  daybook: Daybook,
  workspace: Workspace,
  booking: OwnBooking,
  clientRef: string,
): Promise<CancelCost> {
  const act = actsOfType(workspace, 'booking').find(one => one.name === 'cancel')!
  const { acting } = await gatherAct(daybook, clientPrincipal(workspace), workspace, {
    act,
    type: 'booking',
    id: formatId('ob', booking.objectId),
    input: { actor: { type: 'client', id: clientRef }, source: 'customer' },
  })
  const money = moneyOf(await readMoneyOfBooking(daybook, workspace, booking.objectId), {
    daybook,
    workspace,
  })
  const caused = consequencesOf(acting, money)
  const sum = (action: string): number =>
    caused
      .filter(one => one.action === action)
      .reduce((total, one) => total + (one.context?.amount?.value ?? 0), 0)
  return {
    fee: sum('fee.charged'),
    refund: sum('payment.refunded'),
    currency: caused.find(one => one.context?.amount !== undefined)?.context?.amount?.currency,
  }
}
