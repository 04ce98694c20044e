/** What somebody wants to know before they see a client (R-C8). */
import type { ClientBrief, MissedSessions, ObjectView, SessionGlance } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { DAY_MS, formatInstant, localDate, parseOccurrence } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { type ClientBooking, readBookingsOfClient } from '../store/read/bookings-of-client.ts'
import { readWaiting } from '../store/read/waiting.ts'
import { type ChosenSessions, chooseSessions } from './choose-sessions.ts'
import { countEntries } from './count-entries.ts'
import { viewPlaces } from './fill-page.ts'
import { findClientPage } from './find-client-page.ts'
import { kindsFor } from './list-waiting.ts'
import { visibilityOf } from './visibility-of.ts'
import { waitingItem } from './waiting-item.ts'

const RECENT = 182 * DAY_MS
const LISTED = 5
const NOTES = 3
/** Visits that are opened to find those with notes. */
const LOOKED = 20
const UNPAID = 20
/** As many are opened to be added up. */
const ADDED = 100
/** As many are opened where the columns may say more than the reader sees. */
const OPENED = 200

/** What is said of a client, as against who looked at them and what was sent to them. */
const CHANGES = ['session', 'profile', 'payments']

type Views = ReadonlyMap<number, ObjectView>

/** Throws `not_found`. */
export async function readBrief(daybook: Daybook, principal: Principal, id: string): Promise<ClientBrief> {
  requireRight(principal, 'read')
  const { workspace, clientIds } = await findClientPage(daybook, principal, id)
  const now = daybook.now()
  const since = now - RECENT
  const { bookings, views: seen } = await bookingsFor(daybook, principal, workspace, clientIds)
  const chosen = chooseSessions(bookings, now, since)
  const views = seen ?? (await viewPlaces(daybook, principal, workspace, shownOf(chosen)))
  const glance = (one: ClientBooking | undefined): SessionGlance | undefined => {
    const view = one && views.get(one.objectId)
    return view && { ...glanceOf(view), startsAt: formatInstant(one.startsAt) }
  }
  const missed = (list: readonly ClientBooking[]): MissedSessions => ({
    count: list.length,
    latest: list.slice(0, LISTED).flatMap(one => glance(one) ?? []),
  })
  const [lastVisit] = chosen.visits
  const last = glance(lastVisit)
  const next = glance(chosen.next)
  const changed =
    last && lastVisit ? formatInstant(endOf(workspace, views.get(lastVisit.objectId)!, lastVisit)) : undefined
  const [counts, unpaid] = await Promise.all([
    countEntries(daybook, principal, { of: 'client', id }, { related: CHANGES, from: changed }),
    unpaidOf(daybook, principal, workspace, clientIds),
  ])
  return {
    at: formatInstant(now),
    ...(last && { lastVisit: last }),
    ...(next && { next }),
    changes: { ...(changed !== undefined && { since: changed }), count: counts.total, exact: counts.exact },
    recent: {
      since: localDate(since, workspace.timeZone),
      sessions: chosen.sessions,
      cancelled: missed(chosen.cancelled),
      noShows: missed(chosen.noShows),
    },
    unpaid,
    notes: notesOf(chosen.visits, views, glance),
  }
}

/** The columns are made of every entry: who sees only their own acts gets what those say. */
async function bookingsFor(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  clientIds: readonly number[],
): Promise<{ bookings: readonly ClientBooking[]; views?: Views }> {
  const bookings = await readBookingsOfClient(daybook.pools.app, workspace.id, clientIds)
  const { only } = await visibilityOf(daybook, principal)
  if (only?.to !== 'own_acts') return { bookings }
  const views = await viewPlaces(daybook, principal, workspace, bookings.slice(0, OPENED))
  const told = bookings.flatMap((one): ClientBooking[] => {
    const view = views.get(one.objectId)
    const start = view && instantOf(workspace, view, 'startsAt')
    if (start === undefined || view!.deleted) return []
    const status = view!.fields['status']
    const until = endOf(workspace, view!, { ...one, startsAt: start })
    return [{ ...one, startsAt: start, until, status: typeof status === 'string' ? status : undefined }]
  })
  return { bookings: told.sort((a, b) => b.startsAt - a.startsAt), views }
}

const shownOf = ({ next, visits, cancelled, noShows }: ChosenSessions): ClientBooking[] => [
  ...(next ? [next] : []),
  ...visits.slice(0, LOOKED),
  ...cancelled.slice(0, LISTED),
  ...noShows.slice(0, LISTED),
]

const text = (view: ObjectView, field: string): string | undefined => {
  const value = view.fields[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function glanceOf(view: ObjectView): Omit<SessionGlance, 'startsAt'> {
  const [status, member] = [text(view, 'status'), text(view, 'member')]
  return {
    type: view.type,
    id: view.id,
    ref: view.ref,
    ...(view.name !== undefined && { name: view.name }),
    ...(status !== undefined && { status }),
    ...(member !== undefined && { member }),
  }
}

/** Of the last three sessions that have any. */
const notesOf = (
  visits: readonly ClientBooking[],
  views: Views,
  glance: (one: ClientBooking) => SessionGlance | undefined,
): ClientBrief['notes'] =>
  visits
    .flatMap(one => {
      const view = views.get(one.objectId)
      const notes = view && text(view, 'notes')
      const at = glance(one)
      return notes === undefined || at === undefined ? [] : [{ ...at, text: notes }]
    })
    .slice(0, NOTES)

function instantOf({ timeZone }: Workspace, view: ObjectView, field: string): number | undefined {
  const told = text(view, field)
  const read = told === undefined ? undefined : parseOccurrence(told, timeZone)
  return typeof read === 'object' ? read.at : undefined
}

/** When a session was over: as was noted, else as it was planned. */
function endOf(workspace: Workspace, view: ObjectView, { startsAt }: ClientBooking): number {
  const minutes = view.fields['duration']
  const planned =
    instantOf(workspace, view, 'endsAt') ??
    startsAt + (typeof minutes === 'number' && minutes > 0 ? minutes * 60_000 : 0)
  return instantOf(workspace, view, 'finishedAt') ?? planned
}

async function unpaidOf(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  clientIds: readonly number[],
): Promise<ClientBrief['unpaid']> {
  const kinds = await kindsFor(daybook, principal, ['unpaid'])
  if (kinds.length === 0) return { amounts: [], exact: true, items: [] }
  const range = { kinds, order: 'asc' as const, clients: clientIds, until: daybook.now(), limit: ADDED + 1 }
  const found = await readWaiting(daybook.pools.app, workspace.id, range)
  const places = found.slice(0, ADDED)
  const views = await viewPlaces(daybook, principal, workspace, places)
  const items = await Promise.all(
    places.flatMap(place => {
      const view = views.get(place.objectId)
      return view === undefined ? [] : [waitingItem(daybook, principal, place, view)]
    }),
  )
  const amounts = items.flatMap(item => item.amount ?? [])
  const sums = Map.groupBy(amounts, amount => amount.currency)
  return {
    amounts: [...sums].map(([currency, own]) => ({
      value: own.reduce((sum, amount) => sum + amount.value, 0),
      ...(currency !== undefined && { currency }),
    })),
    exact: found.length <= ADDED,
    items: items.slice(0, UNPAID),
  }
}
