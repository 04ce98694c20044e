import type { EntryFilter } from '@daybook/protocol'
import { countFilters, SkeletonRows, useEntryKeys } from '@daybook/timeline'
import { useMemo, useRef, useState } from 'react'
import { ActiveFilters } from '../filters/active-filters.tsx'
import { SearchField } from '../filters/search-field.tsx'
import { CountLine } from '../history/count-line.tsx'
import { HistoryEnd } from '../history/history-end.tsx'
import { LiveState } from '../history/live-state.tsx'
import { NewEntries } from '../history/new-entries.tsx'
import { NoEntries } from './no-entries.tsx'
import { PrintHead } from '../history/print-head.tsx'
import { type AddressDoor, useAddress } from '../history/use-address.ts'
import { useCopyLink } from '../history/use-copy-link.ts'
import { useCounts } from '../history/use-counts.ts'
import { useStableFilter } from '../history/use-stable-filter.ts'
import { useTimeline } from '../history/use-timeline.ts'
import { usePreferences } from '../preferences.ts'
import { LiveToggle } from './live-toggle.tsx'
import { LogFacets } from './log-facets.tsx'
import { LogTable } from './log-table.tsx'
import css from './log.module.css'
import { SavedViews } from './saved-views.tsx'
import { useArrivals } from './use-arrivals.ts'
import { useOpenView } from './use-open-view.ts'

/** The workspace's log: views and facets beside a table of its entries. */
export function Log() {
  const door = useAddress()
  const { address, setFilter } = door
  const opening = useOpenView(door)
  const filter = useStableFilter(address.filter)
  return (
    <div className={css.columns}>
      <div className={css.side}>
        <SavedViews address={address} missing={opening === 'missing'} />
        <LogFacets filter={filter} onChange={setFilter} />
      </div>
      {opening === 'pending' ? <SkeletonRows /> : <Entries filter={filter} door={door} />}
    </div>
  )
}

interface Props {
  readonly filter: EntryFilter
  readonly door: AddressDoor
}

/** The entries that the filters leave, as they come. */
function Entries({ filter, door: { address, setFilter, setOrder, toggle } }: Props) {
  const { keys } = usePreferences()
  const [live, setLive] = useState(true)
  const input = useMemo(() => ({ filter, order: address.order }), [filter, address.order])
  const [state, timeline] = useTimeline(input, live)
  const counts = useCounts(undefined, filter, live ? state.arrived : 0)
  const table = useRef<HTMLTableElement>(null)
  const fresh = useArrivals({ timeline, table, live, open: address.open, order: address.order })
  useEntryKeys({ enabled: keys, onToggle: toggle, onCopyLink: useCopyLink() })
  const { status, entries } = state
  const shown = status === 'loading' || status === 'failed' ? undefined : entries.length

  return (
    <section aria-labelledby="log-title" className={css.entries}>
      <h2 id="log-title" className={css.title}>
        Entries
      </h2>
      <PrintHead title="Activity log" filter={filter} loaded={entries.length} total={counts.data?.total} />
      <LogBar filter={filter} onFilter={setFilter} live={live} onLive={setLive} />
      <Narrowed filter={filter} counts={counts.data} entries={entries} onChange={setFilter} />
      <CountLine loaded={shown} counts={counts} order={address.order} onOrder={setOrder} />
      <LiveState live={state.live} failed={status === 'failed'} />
      <NewEntries count={live ? state.waiting.length + state.missed : 0} timeline={timeline} />
      {status === 'loading' && <SkeletonRows />}
      <NoEntries {...{ state, timeline, counts, filter }} onClear={() => setFilter({})} />
      {entries.length > 0 && (
        <LogTable ref={table} entries={entries} openId={address.open} fresh={fresh} onToggle={toggle} />
      )}
      <HistoryEnd state={state} order={address.order} timeline={timeline} />
    </section>
  )
}

interface BarProps {
  readonly filter: EntryFilter
  onFilter: AddressDoor['setFilter']
  readonly live: boolean
  onLive(live: boolean): void
}

/** Free text over the whole log, and whether it is live. */
function LogBar({ filter, onFilter, live, onLive }: BarProps) {
  return (
    <div className={css.bar}>
      <SearchField
        label="Search names, ids, values and reasons"
        hint="Search the whole log"
        value={filter.q ?? ''}
        onChange={q => onFilter({ ...filter, q: q || undefined }, { replace: true })}
      />
      <LiveToggle on={live} onChange={onLive} />
    </div>
  )
}

type NarrowedProps = Omit<Parameters<typeof ActiveFilters>[0], 'scope'>

/** What the log is narrowed by, but for the text, which stands in its field. */
function Narrowed(props: NarrowedProps) {
  if (countFilters({ ...props.filter, q: undefined }) === 0) return null
  return (
    <div className={css.active}>
      <ActiveFilters {...props} scope />
    </div>
  )
}
