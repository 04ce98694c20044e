import { SkeletonRows } from '@daybook/timeline'
import { useMemo } from 'react'
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
import { AccessTable } from './access-table.tsx'
import css from './client-page.module.css'

const FILTER = { action: ACCESS_ACTIONS }

/** A client's access log: sign-ins, sign-outs, failed ones and expiries, live, and nothing else. */
export function AccessLog({ clientId }: { clientId: string }) {
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
