import type { ObjectView, SessionPage } from '@daybook/protocol'
import { SkeletonRows } from '@daybook/timeline'
import { useInfiniteQuery } from '@tanstack/react-query'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useClient } from '../pages/client-frame.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './bookings.module.css'
import { NewBooking } from './new-booking.tsx'
import { SessionCard } from './session-card.tsx'
import { endOf, startOf } from './session-time.ts'
import own from './sessions.module.css'
import { useLists } from './use-lists.ts'

const PAGE = 20

/** Every booking of a client with its details, the next first; what its state allows is done here (R-C4). */
export function Sessions({ clientId }: { clientId: string }) {
  const client = useClient(clientId).data
  const sessions = useSessions(clientId)
  const rows = sessions.data?.pages.flatMap(page => page.sessions) ?? []
  const known = client && !client.erased && client.privacy?.gone === undefined
  const mayBook = known && {
    id: client.hostId ?? client.id,
    ...(client.name !== undefined && { name: client.name }),
  }
  return (
    <section className={own.page} aria-label="Sessions">
      <div className={own.bar}>
        <a href={`/clients/${clientId}?scope=session`}>Show in the timeline</a>
        {mayBook && <NewBooking client={mayBook} />}
      </div>
      {sessions.isError && rows.length === 0 ? (
        <Failure
          error={sessions.error}
          what="The sessions could not be loaded"
          onRetry={() => void sessions.refetch()}
        />
      ) : sessions.isPending ? (
        <SkeletonRows />
      ) : rows.length === 0 ? (
        <Notice title="No sessions yet">
          What is booked here or told by your software will stand here with all its details.
        </Notice>
      ) : (
        <>
          <Parts rows={rows} clientId={clientId} />
          {sessions.hasNextPage && (
            <button
              type="button"
              className={`${button.button} ${css.more}`}
              aria-disabled={sessions.isFetchingNextPage}
              onClick={() => void (!sessions.isFetchingNextPage && sessions.fetchNextPage())}
            >
              {sessions.isFetchingNextPage ? 'Loading …' : `Load ${PAGE} more`}
            </button>
          )}
        </>
      )}
    </section>
  )
}

function useSessions(clientId: string) {
  const { workspace } = useWorkspace()
  const lists = useLists()
  return useInfiniteQuery({
    queryKey: ['sessions', workspace.id, clientId],
    queryFn: ({ pageParam, signal }) => lists.sessions(clientId).page(pageParam, { limit: PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: SessionPage) => page.next,
    staleTime: 0,
  })
}

/** What comes, then what was, then what nobody gave a time. */
function Parts({ rows, clientId }: { rows: readonly ObjectView[]; clientId: string }) {
  const { workspace } = useWorkspace()
  const parts = Map.groupBy(rows, row => partOf(row, workspace.timeZone))
  return (['To come', 'Over', 'Without a time'] as const).map(part => {
    const sessions = parts.get(part)
    if (sessions === undefined) return null
    return (
      <section key={part} className={css.group}>
        <h2 className={css.heading}>{part}</h2>
        <ol className={own.list}>
          {sessions.map(session => (
            <li key={session.ref}>
              <SessionCard session={session} clientId={clientId} />
            </li>
          ))}
        </ol>
      </section>
    )
  })
}

const OVER = new Set(['completed', 'cancelled', 'rejected', 'no_show'])

function partOf(session: ObjectView, timeZone: string): 'To come' | 'Over' | 'Without a time' {
  const start = startOf(session, timeZone)
  if (start === undefined) return 'Without a time'
  const isOver = session.deleted || OVER.has(String(session.fields['status'] ?? ''))
  return !isOver && (endOf(session, timeZone) ?? start) >= Date.now() ? 'To come' : 'Over'
}
