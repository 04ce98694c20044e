/** One booking of a client's, reached by a link or from the portal: look at it, confirm, move, cancel. */
import { LogError } from '@daybook/protocol'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import { cancelOwn, confirmOwn, moveOwn, type OwnAct, spanToMove, timesToMoveTo } from './act-on-booking.ts'
import { keyOf, nothing } from './answer-booking.ts'
import { chooseDays, readStart, shownSpan, writeStart } from './choose-days.ts'
import { costOfCancelling, mayChange } from './may-change.ts'
import { type OwnBooking, readOwnBooking } from './own-booking.ts'
import { type Reader, seeOther } from './pages/page.ts'
import {
  cancelPage,
  movePage,
  moveTakenPage,
  moveToPage,
  type VisitNews,
  visitPage,
} from './pages/visit-pages.ts'
import { lineOf, type PageRequest } from './page-request.ts'
import type { OnlineParts } from './parts.ts'

export interface Visit {
  readonly parts: OnlineParts
  readonly workspace: Workspace
  readonly reader: Reader
  readonly request: PageRequest
  readonly clientId: number
  readonly objectId: number
  /** They have shown that the client's address is theirs. */
  readonly mayConfirm: boolean
  /** The page's own address. */
  readonly base: string
  /** Absent for the page itself. */
  readonly act: string | undefined
  /** Where they go once it is moved, with the secret of the new link. */
  afterMove(secret: string): string
  readonly home?: string
}

const NEWS: readonly VisitNews[] = ['booked', 'requested', 'confirmed', 'moved', 'cancelled']

export async function answerVisit(visit: Visit): Promise<Response> {
  const { parts, workspace, reader, request, clientId, objectId, act } = visit
  await parts.limits.look(workspace.id, request.caller)
  const booking = await readOwnBooking(parts.daybook, workspace, clientId, objectId)
  if (booking === undefined) return nothing(reader)
  const isPost = request.method === 'POST'
  if (isPost) await parts.limits.act(workspace.id, request.caller)
  if (act === undefined && !isPost) return showVisit(visit, booking)
  if (act === 'confirm' && isPost) return confirm(visit, booking)
  if (act === 'cancel') return isPost ? cancel(visit, booking) : askCancel(visit, booking, false)
  if (act === 'move') return isPost ? move(visit, booking) : chooseMove(visit, booking)
  return nothing(reader)
}

const newKey = (): string => randomBytes(18).toString('base64url')

const ownAct = ({ workspace, clientId, request, mayConfirm }: Visit, booking: OwnBooking): OwnAct => ({
  workspace,
  clientId,
  booking,
  caller: request.caller,
  mayConfirm,
  key: keyOf(request) ?? newKey(),
})

const mayOf = ({ parts, workspace, mayConfirm }: Visit, booking: OwnBooking) =>
  mayChange(parts.daybook, workspace, booking, mayConfirm)

function showVisit(visit: Visit, booking: OwnBooking): Response {
  const { reader, request, base, home } = visit
  const told = NEWS.find(one => one === request.query.get('news'))
  const isAsked = booking.status === 'requested'
  // An address may say anything: what has happened is what the booking says.
  const news =
    told === 'booked' && isAsked
      ? 'requested'
      : told === 'confirmed' && booking.status !== 'confirmed'
        ? undefined
        : told === 'cancelled' && booking.status !== 'cancelled'
          ? undefined
          : told
  return visitPage(reader, { booking, may: mayOf(visit, booking), base, key: newKey(), news, home })
}

async function confirm(visit: Visit, booking: OwnBooking): Promise<Response> {
  const { parts, base } = visit
  try {
    await confirmOwn(parts, ownAct(visit, booking))
  } catch (error) {
    if (!isRefused(error)) throw error
    return seeOther(base)
  }
  return seeOther(`${base}?news=confirmed`)
}

/** The state allows it no longer: the page says which it is. */
const isRefused = (error: unknown): boolean => error instanceof LogError && error.code === 'act_refused'

async function askCancel(visit: Visit, booking: OwnBooking, hasChanged: boolean): Promise<Response> {
  const { parts, workspace, reader, base, clientId } = visit
  const may = mayOf(visit, booking)
  if (!may.cancel) return seeOther(base)
  const cost = await costOfCancelling(parts.daybook, workspace, booking, formatId('cl', clientId))
  return cancelPage(reader, { booking, may, base, key: newKey(), cost, hasChanged })
}

async function cancel(visit: Visit, booking: OwnBooking): Promise<Response> {
  const { parts, request, base, reader, workspace, clientId } = visit
  const shown = Number(request.form.get('cost') ?? Number.NaN)
  const reason = lineOf(request.form, 'reason').slice(0, 1000)
  try {
    await cancelOwn(parts, ownAct(visit, booking), shown, reason)
  } catch (error) {
    if (error instanceof LogError && error.code === 'state_conflict') return askCancel(visit, booking, true)
    if (!isRefused(error)) throw error
    return seeOther(base)
  }
  if (visit.home !== undefined) return seeOther(`${base}?news=cancelled`)
  // The link is used up with it: this is the last that it shows.
  const after = await readOwnBooking(parts.daybook, workspace, clientId, booking.objectId)
  if (after === undefined) return seeOther(base)
  const may = mayOf(visit, after)
  return visitPage(reader, { booking: after, may, base, key: newKey(), news: 'cancelled' })
}

async function chooseMove(visit: Visit, booking: OwnBooking): Promise<Response> {
  const { parts, workspace, reader, request, base } = visit
  if (!mayOf(visit, booking).move) return seeOther(base)
  const to = request.query.get('to')
  const startsAt = to === null ? undefined : readStart(to)
  if (startsAt !== undefined) return moveToPage(reader, booking, { base, key: newKey(), startsAt, to: to! })
  const span = { ...(await spanToMove(parts, workspace, booking)), timeZone: workspace.timeZone }
  const asked = {
    from: request.query.get('from') ?? undefined,
    day: request.query.get('day') ?? undefined,
  }
  const shown = shownSpan(asked, span)
  const starts = await timesToMoveTo(parts, workspace, booking, shown)
  const free = starts
    .filter(startsAt => startsAt !== booking.startsAt)
    .map(startsAt => ({ startsAt, members: [] }))
  const choices = chooseDays(free, shown, asked, span, {
    day: (from, date) => `${base}/move?from=${from}${date && `&day=${date}`}`,
    time: at => `${base}/move?to=${writeStart(at)}`,
  })
  return movePage(reader, booking, base, choices)
}

async function move(visit: Visit, booking: OwnBooking): Promise<Response> {
  const { parts, request, reader, base } = visit
  const startsAt = readStart(request.form.get('to') ?? '')
  if (startsAt === undefined) return seeOther(`${base}/move`)
  try {
    return seeOther(visit.afterMove(await moveOwn(parts, ownAct(visit, booking), startsAt)))
  } catch (error) {
    if (error instanceof LogError && error.code === 'time_taken') return moveTakenPage(reader, `${base}/move`)
    if (!isRefused(error)) throw error
    return seeOther(base)
  }
}
