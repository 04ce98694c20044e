import type { EntryFilter } from '@daybook/protocol'
import {
  countFilters,
  EntryList,
  focusEntry,
  SkeletonRows,
  type TimelineState,
  useEntryKeys,
} from '@daybook/timeline'
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import { FilterBar } from '../filters/filter-bar.tsx'
import { usePreferences } from '../preferences.ts'
import { CountLine } from './count-line.tsx'
import css from './history.module.css'
import { LiveState } from './live-state.tsx'
import { useAddress } from './use-address.ts'
import { useCopyLink } from './use-copy-link.ts'
import { useCounts } from './use-counts.ts'
import { useStableFilter } from './use-stable-filter.ts'
import { useTimeline } from './use-timeline.ts'
import { Failure } from '../parts/failure.tsx'
import { loadPanels } from '../parts/load-panels.ts'

const EmptyHistory = lazy(async () => ({ default: (await loadPanels()).EmptyHistory }))
const HistoryEnd = lazy(async () => ({ default: (await loadPanels()).HistoryEnd }))
const NewEntries = lazy(async () => ({ default: (await loadPanels()).NewEntries }))
const PrintHead = lazy(async () => ({ default: (await loadPanels()).PrintHead }))

interface Props {
  /** What this is a history of, for headings and print. */
  readonly title: string
  /** Only this client's entries. */
  readonly clientId?: string
  readonly searchLabel: string
}

/** A client's history with its filters. */
export function History({ title, clientId, searchLabel }: Props) {
  const { address, setFilter, setOrder, toggle } = useAddress()
  const { plainList, keys } = usePreferences()
  const filter = useStableFilter(address.filter)
  const input = useMemo(() => ({ clientId, filter, order: address.order }), [clientId, filter, address.order])
  const [state, timeline] = useTimeline(input)
  const counts = useCounts(clientId, filter, state.arrived)

  const copyLink = useCopyLink()
  useEntryKeys({ enabled: keys, onToggle: toggle, onCopyLink: copyLink })

  const retry = () => {
    timeline.retry()
    if (counts.isError) void counts.refetch()
  }
  const { status } = state
  return (
    <section aria-labelledby="history-title" className={css.history}>
      <h2 id="history-title" className={css.title}>
        {title}
      </h2>
      <Suspense>
        <PrintHead title={title} filter={filter} loaded={state.entries.length} total={counts.data?.total} />
      </Suspense>
      <FilterBar
        clientId={clientId}
        filter={filter}
        counts={counts.data}
        entries={state.entries}
        onChange={setFilter}
        searchLabel={searchLabel}
      />
      <CountLine
        loaded={status === 'loading' || status === 'failed' ? undefined : state.entries.length}
        counts={counts}
        order={address.order}
        onOrder={setOrder}
      />
      <LiveState live={state.live} failed={status === 'failed'} />
      <Suspense>
        <NewEntries count={state.waiting.length + state.missed} timeline={timeline} />
      </Suspense>
      <InPlaceOfRows
        state={state}
        filter={filter}
        clientId={clientId}
        onRetry={retry}
        onClear={() => setFilter({})}
      />
      <div aria-busy={status === 'loading'}>
        <EntryList entries={state.entries} openId={address.open} onToggle={toggle} plain={plainList} />
      </div>
      <Suspense>
        <HistoryEnd state={state} order={address.order} timeline={timeline} />
      </Suspense>
      <OpenedEntry id={address.open} ready={status === 'ready'} />
    </section>
  )
}

interface InPlaceProps {
  readonly state: TimelineState
  readonly filter: EntryFilter
  readonly clientId: string | undefined
  onRetry(): void
  onClear(): void
}

/** What is shown while there are no rows: that they come, why they do not, or that there are none. */
function InPlaceOfRows({
  state: { status, error, entries },
  filter,
  clientId,
  onRetry,
  onClear,
}: InPlaceProps) {
  if (status === 'loading') return <SkeletonRows />
  if (status === 'failed') {
    return (
      <Failure
        error={error}
        what="The entries could not be loaded"
        onRetry={onRetry}
        onClear={countFilters(filter) > 0 ? onClear : undefined}
      />
    )
  }
  if (status !== 'ready' || entries.length > 0) return null
  return (
    <Suspense>
      <EmptyHistory filter={filter} clientId={clientId} onClear={onClear} />
    </Suspense>
  )
}

/** Brings the entry that the address opens into view, once, when the page is entered by such an address. */
function OpenedEntry({ id, ready }: { id: string | undefined; ready: boolean }) {
  const entered = useRef(id)
  useEffect(() => {
    if (!ready || !entered.current || scrollY > 0) return
    focusEntry(entered.current)
    entered.current = undefined
  }, [ready])
  return null
}
