import { EntryList, focusEntry, SkeletonRows, useEntryKeys } from '@daybook/timeline'
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import { FilterBar } from '../filters/filter-bar.tsx'
import { usePreferences } from '../preferences.ts'
import { CountLine } from './count-line.tsx'
import css from './history.module.css'
import { NewEntries } from './new-entries.tsx'
import { NoEntries } from './no-entries.tsx'
import { useAddress } from './use-address.ts'
import { useCopyLink } from './use-copy-link.ts'
import { useCounts } from './use-counts.ts'
import { useStableFilter } from './use-stable-filter.ts'
import { useTimeline } from './use-timeline.ts'

const HistoryEnd = lazy(async () => ({ default: (await import('../parts/panels.ts')).HistoryEnd }))
const LiveState = lazy(async () => ({ default: (await import('../parts/panels.ts')).LiveState }))
const PrintHead = lazy(async () => ({ default: (await import('../parts/panels.ts')).PrintHead }))

interface Props {
  /** What this is a history of, for headings and print. */
  readonly title: string
  /** Only this client's entries. */
  readonly clientId?: string
  readonly searchLabel: string
}

/** A history with its filters: the client timeline and the workspace's log are both this. */
export function History({ title, clientId, searchLabel }: Props) {
  const { address, setFilter, setOrder, toggle } = useAddress()
  const { plainList, keys } = usePreferences()
  const filter = useStableFilter(address.filter)
  const input = useMemo(() => ({ clientId, filter, order: address.order }), [clientId, filter, address.order])
  const [state, timeline] = useTimeline(input)
  const counts = useCounts(clientId, filter, state.arrived)

  const copyLink = useCopyLink()
  useEntryKeys({ enabled: keys, onToggle: toggle, onCopyLink: copyLink })

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
        loaded={state.status === 'loading' || state.status === 'failed' ? undefined : state.entries.length}
        counts={counts}
        order={address.order}
        onOrder={setOrder}
      />
      <Suspense>
        <LiveState live={state.live} failed={state.status === 'failed'} />
      </Suspense>
      <NewEntries count={state.waiting.length} timeline={timeline} />
      {state.status === 'loading' && <SkeletonRows />}
      <NoEntries {...{ state, timeline, counts, filter, clientId }} onClear={() => setFilter({})} />
      <div aria-busy={state.status === 'loading'}>
        <EntryList entries={state.entries} openId={address.open} onToggle={toggle} plain={plainList} />
      </div>
      <Suspense>
        <HistoryEnd
          state={state}
          order={address.order}
          onOlder={timeline.loadOlder}
          onRetry={timeline.retry}
        />
      </Suspense>
      <OpenedEntry id={address.open} ready={state.status === 'ready'} />
    </section>
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
