import { getRouteApi } from '@tanstack/react-router'
import { SkeletonRows } from '@daybook/timeline'
import { useCallback, useMemo } from 'react'
import { HistoryEnd } from '../history/history-end.tsx'
import { CountLine } from '../history/count-line.tsx'
import { LiveState } from '../history/live-state.tsx'
import { NewEntries } from '../history/new-entries.tsx'
import { ACCESS_ACTIONS } from '../history/open-timeline.ts'
import { useAddress } from '../history/use-address.ts'
import { useCounts } from '../history/use-counts.ts'
import { useTimeline } from '../history/use-timeline.ts'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { Reading } from '../workspace.tsx'
import { AccessTable } from './access-table.tsx'
import { ClientFrame, useClient } from './client-frame.tsx'
import css from './client-page.module.css'

const route = getRouteApi('/signed-in/clients/$clientId/access')
const FILTER = { action: ACCESS_ACTIONS }

/** A client's access log: sign-ins, sign-outs, failed ones and expiries, live, and nothing else. */
export function ClientAccessPage() {
  const { clientId } = route.useParams()
  const client = useClient(clientId)
  const objectLink = useCallback(
    (ref: string) => `/clients/${clientId}?object=${encodeURIComponent(ref)}`,
    [clientId],
  )
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <AccessLog key={clientId} clientId={clientId} />
      </ClientFrame>
    </Reading>
  )
}

function AccessLog({ clientId }: { clientId: string }) {
  const { address, setOrder } = useAddress()
  const input = useMemo(
    () => ({ clientId, access: true, filter: {}, order: address.order }),
    [clientId, address.order],
  )
  const [state, timeline] = useTimeline(input)
  const counts = useCounts(clientId, FILTER, state.arrived)
  const failed = state.status === 'failed'
  const known = state.status !== 'loading' && !failed
  return (
    <section className={css.single} aria-label="Access log">
      <CountLine
        loaded={known ? state.entries.length : undefined}
        counts={counts}
        order={address.order}
        onOrder={setOrder}
      />
      <LiveState live={state.live} failed={failed} />
      <NewEntries count={state.waiting.length + state.missed} timeline={timeline} />
      {state.status === 'loading' && <SkeletonRows />}
      {failed && (
        <Failure
          error={state.error}
          what="The access log could not be loaded"
          onRetry={() => {
            timeline.retry()
            if (counts.isError) void counts.refetch()
          }}
        />
      )}
      {known && state.entries.length === 0 && (
        <Notice title="Nobody has signed in yet">
          Sign-ins to the client’s portal will stand here with time, address and device; failed ones too.
        </Notice>
      )}
      {state.entries.length > 0 && <AccessTable entries={state.entries} />}
      <HistoryEnd state={state} order={address.order} timeline={timeline} />
    </section>
  )
}
