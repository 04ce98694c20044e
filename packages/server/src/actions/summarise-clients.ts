/** Clients as lines of the list: what they are called, what last happened, what comes next, what is decided. */
import type { Locale } from '@daybook/catalogue'
import type { ClientSummary, Entry } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import type { Sight } from '../policy/sight.ts'
import { veil } from '../read/veil.ts'
import type { IndexedClient } from '../store/client-index.ts'
import { type ClientPrivacy, readPrivacyOf } from '../store/privacy/client-privacy.ts'
import { activityOf, type ClientActivity } from '../store/read/client-activity.ts'
import type { EntryRow } from '../store/read/entry-row.ts'
import { type NextSession, nextSessionsOf } from '../store/read/next-sessions.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { presentPrivacy } from './present-privacy.ts'

export interface SummaryOptions {
  readonly sight: Sight
  readonly locale: Locale | undefined
  /** When the profile was last written to: of one client, not of each of a list. */
  readonly profile: boolean
}

const NONE: ReadonlyMap<number, NextSession> = new Map()

export async function summariseClients(
  daybook: Daybook,
  workspace: Workspace,
  clients: readonly IndexedClient[],
  options: SummaryOptions,
): Promise<ClientSummary[]> {
  const ids = clients.map(client => client.id)
  const [activity, decided, coming] = await Promise.all([
    activityOf(daybook, workspace, ids, options),
    readTogether(daybook.pools.app, workspace.id, run => readPrivacyOf(run, workspace.id, ids)),
    // What comes next may be somebody else's act.
    options.sight.only?.to === 'own_acts' ? NONE : nextSessionsOf(daybook, workspace.id, ids, daybook.now()),
  ])
  const entries = await presentLast(daybook, workspace, [...activity.values()], options)
  return clients.map(client => {
    const own = activity.get(client.id)
    const next = coming.get(client.id)
    const of = (row: EntryRow | undefined) => (row === undefined ? undefined : entries.get(row.seq))
    return {
      id: formatId('cl', client.id),
      ...(client.hostId !== undefined && { hostId: client.hostId }),
      ...(client.name !== undefined && { name: client.name }),
      erased: client.erased,
      ...decidedOf(daybook, workspace, decided.get(client.id), options.sight),
      ...lastOf(of(own?.last), of(own?.lastSignIn), of(own?.lastProfileEdit)),
      ...(next !== undefined && { nextSession: sessionOf(next) }),
      bookings: own?.bookings ?? 0,
      noShows: own?.noShows ?? 0,
      entries: own?.entries ?? 0,
    }
  })
}

/** The entries behind the lines, by seq, as this reader sees them. */
async function presentLast(
  daybook: Daybook,
  workspace: Workspace,
  activity: readonly ClientActivity[],
  { sight, locale }: SummaryOptions,
): Promise<ReadonlyMap<number, Entry>> {
  const rows = activity.flatMap(one => [one.last, one.lastSignIn, one.lastProfileEdit])
  const bySeq = new Map(rows.flatMap(row => (row === undefined ? [] : [[row.seq, row] as const])))
  const opened = await openRows(daybook, workspace.id, [...bySeq.values()])
  const seen = opened.flatMap(row => veil(row, sight) ?? [])
  const entries = await presentRows(daybook, workspace, seen, {
    locale: locale ?? (workspace.locale as Locale),
    timeZone: workspace.timeZone,
    deleted: sight.deleted,
  })
  return new Map(entries.map(entry => [entry.seq, entry]))
}

const lastOf = (
  last: Entry | undefined,
  signIn: Entry | undefined,
  edit: Entry | undefined,
): Pick<ClientSummary, 'lastActivity' | 'lastSignIn' | 'lastProfileEdit'> => ({
  ...(last !== undefined && {
    lastActivity: { occurredAt: last.occurredAt, action: last.action, sentence: last.sentence },
  }),
  ...(signIn !== undefined && {
    lastSignIn: {
      occurredAt: signIn.occurredAt,
      entry: signIn.id,
      ...(signIn.context?.device !== undefined && { device: signIn.context.device }),
    },
  }),
  ...(edit !== undefined && { lastProfileEdit: { occurredAt: edit.occurredAt, entry: edit.id } }),
})

const sessionOf = ({ startsAt, objectId, hostId, name }: NextSession): ClientSummary['nextSession'] => ({
  startsAt: formatInstant(startsAt),
  object: {
    type: 'booking',
    ref: formatId('ob', objectId),
    ...(hostId !== undefined && { id: hostId }),
    ...(name !== undefined && { name }),
  },
})

/** Deletions are told to those who decide them, holds to those who may know of them; that somebody is gone, to all. */
function decidedOf(
  daybook: Daybook,
  workspace: Workspace,
  privacy: ClientPrivacy | undefined,
  { decides, holds }: Sight,
): Pick<ClientSummary, 'privacy'> {
  if (privacy === undefined) return {}
  const { deleted, hold, gone } = presentPrivacy(daybook, workspace, privacy)
  const shown = {
    ...(decides && deleted && { deleted }),
    ...(holds && hold && { hold }),
    ...(gone && { gone }),
  }
  return Object.keys(shown).length > 0 ? { privacy: shown } : {}
}
