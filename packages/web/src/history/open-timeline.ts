import type { DaybookReader } from '@daybook/client/read'
import { LogError } from '@daybook/client/read'
import type { EntryFilter } from '@daybook/protocol'
import { createTimeline, type Order, type Timeline, type TimelineSource } from '@daybook/timeline'
import type { Workspace } from '../session.ts'
import { leaveWhereNotIn, queries } from '../queries.ts'

/** Entries of one page. */
export const PAGE_SIZE = 50

/** What a history shows: everything, or one client, narrowed by filters. */
export interface HistoryInput {
  readonly clientId?: string
  /** Of that client nothing but sign-ins, sign-outs, failed ones and expiries. */
  readonly access?: boolean
  readonly filter: EntryFilter
  readonly order: Order
}

/** Timelines kept open in memory, so that Back shows the same rows at the same place. */
const KEPT = 8
const kept = new Map<string, Timeline>()

/** The timeline for an input: the one that was open before, or a new one. */
export function openTimeline(daybook: DaybookReader, workspace: Workspace, input: HistoryInput): Timeline {
  const key = JSON.stringify([
    workspace.id,
    input.clientId,
    input.access,
    Object.entries(input.filter).sort(),
    input.order,
  ])
  const known = kept.get(key)
  kept.delete(key)
  const timeline: Timeline =
    known ??
    createTimeline(
      sourceOf(daybook, input, () => forgetAll(timeline)),
      {
        timeZone: workspace.timeZone,
        order: input.order,
        pageSize: PAGE_SIZE,
        // A client's timeline tells when things happened, the workspace's log what was recorded after what.
        clock: input.clientId === undefined ? 'recordedAt' : 'occurredAt',
      },
    )
  kept.set(key, timeline)
  for (const [oldest, closed] of kept) {
    if (kept.size <= KEPT) break
    closed.close()
    kept.delete(oldest)
  }
  return timeline
}

/** Lets go of what is kept: whose history stands on which page is another now. */
export function forgetTimelines(but?: Timeline): void {
  for (const [key, timeline] of kept) {
    if (timeline === but) continue
    timeline.close()
    kept.delete(key)
  }
}

/** Somebody is gone, with what was personal of them: nothing that was read before is shown any more. */
const ERASURES = ['client.erased', 'client.anonymised']

function forgetAll(open: Timeline): void {
  forgetTimelines(open)
  open.reload()
  queries.removeQueries({ type: 'inactive' })
  void queries.invalidateQueries()
}

/** What a client's access log holds: the stream is told so by their names. */
export const ACCESS_ACTIONS = [
  'client.signed_in',
  'client.signed_out',
  'client.sign_in_failed',
  'client.session_expired',
]

function sourceOf(
  daybook: DaybookReader,
  { clientId, access, filter, order }: HistoryInput,
  onGone: () => void,
): TimelineSource {
  const input = { ...filter, order, limit: PAGE_SIZE }
  const reading =
    clientId === undefined
      ? daybook.entries(input)
      : access
        ? daybook.access(clientId, input)
        : daybook.timeline(clientId, input)
  return {
    readPage: (cursor, signal) => reading.page(cursor, { limit: PAGE_SIZE, signal }).catch(leaveIfSignedOut),
    follow({ signal, after, onEntry, onLive }) {
      const stream = daybook.follow(
        { ...filter, client: clientId, ...(access && { action: ACCESS_ACTIONS }) },
        {
          signal,
          lastSeq: after,
          onStatus: status => {
            if (status !== 'connecting') onLive(status === 'open')
          },
        },
      )
      void (async () => {
        for await (const entry of stream) {
          onEntry(entry)
          // From now on another's history stands on this client's page, or no more.
          const isAnotherPage = clientId !== undefined && entry.action.endsWith('merged')
          if (isAnotherPage || ERASURES.includes(entry.action)) onGone()
        }
      })().catch((error: unknown) => {
        onLive(false)
        leaveWhereNotIn(error)
        if (!(error instanceof LogError)) throw error
      })
    },
  }
}

function leaveIfSignedOut(error: unknown): never {
  leaveWhereNotIn(error)
  throw error
}
