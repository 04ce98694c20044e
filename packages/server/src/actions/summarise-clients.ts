/** Clients as lines of the list: what they are called, what last happened, what comes next, what is decided. */
import type { Locale } from '@daybook/catalogue'
import type { ClientSummary, Entry } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import { veil } from '../read/veil.ts'
import type { IndexedClient } from '../store/client-index.ts'
import { type ClientPrivacy, readPrivacyOf } from '../store/privacy/client-privacy.ts'
import { activityOfPages, type ClientActivity } from '../store/read/client-activity.ts'
import type { EntryRow } from '../store/read/entry-row.ts'
import { type NextSession, nextSessionsOf } from '../store/read/next-sessions.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { mergedOf } from './merged-of.ts'
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
  const merges = await daybook.privacy.merges(workspace.id)
  const pages = ids.map(id => [id, ...merges.mergedInto(id)].filter(one => seesClient(options.sight, one)))
  const [activity, decided, coming] = await Promise.all([
    activityOfPages(daybook, workspace, pages, options),
    readTogether(daybook.pools.app, workspace.id, run =>
      readPrivacyOf(run, workspace.id, options.profile ? pages.flat() : ids),
    ),
    // What comes next may be somebody else's act.
    options.sight.only?.to === 'own_acts' ? NONE : nextOfPages(daybook, workspace, pages),
  ])
  const privacyOf = (id: number) => decidedOf(daybook, workspace, decided.get(id), options.sight)
  const merged = options.profile ? await mergedOf(daybook, workspace, pages, privacyOf) : undefined
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
      ...privacyOf(client.id),
      ...(merged?.has(client.id) && { merged: merged.get(client.id)! }),
      ...lastOf(of(own?.last), of(own?.lastSignIn), of(own?.lastProfileEdit)),
      ...(next !== undefined && { nextSession: sessionOf(next) }),
      bookings: own?.bookings ?? 0,
      noShows: own?.noShows ?? 0,
      entries: own?.entries ?? 0,
    }
  })
}

/** The next session of any profile on a page. */
async function nextOfPages(
  daybook: Daybook,
  workspace: Workspace,
  pages: readonly (readonly number[])[],
): Promise<ReadonlyMap<number, NextSession>> {
  const coming = await nextSessionsOf(daybook, workspace.id, pages.flat(), daybook.now())
  return new Map(
    pages.flatMap(page => {
      const own = page.flatMap(id => coming.get(id) ?? [])
      const [first] = own.sort((a, b) => a.startsAt - b.startsAt)
      return first === undefined ? [] : [[page[0]!, first] as const]
    }),
  )
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
