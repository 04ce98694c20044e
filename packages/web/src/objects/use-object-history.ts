import { createTimeline, type Timeline, type TimelineState } from '@daybook/timeline'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { leaveWhereNotIn } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

const PAGE_SIZE = 200
/** Read at once, so that each field's last change is among them; more is read when asked for. */
const AT_ONCE = 1000

/** Everything about one object, newest or oldest first, live while the page is open. */
export function useObjectHistory(
  type: string,
  id: string,
  order: 'desc' | 'asc',
): readonly [TimelineState, Timeline] {
  const { daybook, workspace } = useWorkspace()
  const timeline = useMemo(() => {
    const reading = daybook.history(type, id, { order, limit: PAGE_SIZE })
    return createTimeline(
      {
        readPage: (cursor, signal) =>
          reading.page(cursor, { limit: PAGE_SIZE, signal }).catch((error: unknown) => {
            leaveWhereNotIn(error)
            throw error
          }),
        follow({ signal, after, onEntry, onLive }) {
          const object = id.startsWith('ob_') ? id : `${type}:${id}`
          const stream = daybook.follow(
            { object },
            {
              signal,
              lastSeq: after,
              onStatus: status => status !== 'connecting' && onLive(status === 'open'),
            },
          )
          void (async () => {
            for await (const entry of stream) onEntry(entry)
          })().catch(() => onLive(false))
        },
      },
      { timeZone: workspace.timeZone, order, pageSize: PAGE_SIZE },
    )
  }, [daybook, workspace, type, id, order])
  const state = useSyncExternalStore(timeline.subscribe, timeline.getState)
  useEffect(() => {
    timeline.start()
    return () => timeline.rest()
  }, [timeline])
  useEffect(() => {
    if (state.status === 'ready' && state.next !== null && !state.error && state.entries.length < AT_ONCE)
      void timeline.loadOlder()
  }, [state, timeline])
  // A table of facts: what is new belongs into it at once.
  useEffect(() => {
    if (state.waiting.length > 0) timeline.showNew()
  }, [state.waiting, timeline])
  return [state, timeline]
}
