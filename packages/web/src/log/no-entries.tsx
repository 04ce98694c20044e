import type { EntryCounts, EntryFilter } from '@daybook/protocol'
import { countFilters, type Timeline, type TimelineState } from '@daybook/timeline'
import type { UseQueryResult } from '@tanstack/react-query'
import { EmptyHistory } from '../history/empty-history.tsx'
import { Failure } from '../parts/failure.tsx'

interface Props {
  readonly state: TimelineState
  readonly timeline: Timeline
  readonly counts: UseQueryResult<EntryCounts>
  readonly filter: EntryFilter
  onClear(): void
}

/** In the place of rows: that they could not be loaded, that none match, or that nothing has happened yet. */
export function NoEntries({ state, timeline, counts, filter, onClear }: Props) {
  if (state.status === 'failed') {
    return (
      <Failure
        error={state.error}
        what="The entries could not be loaded"
        onRetry={() => {
          timeline.retry()
          if (counts.isError) void counts.refetch()
        }}
        onClear={countFilters(filter) > 0 ? onClear : undefined}
      />
    )
  }
  if (state.status !== 'ready' || state.entries.length > 0) return null
  return <EmptyHistory filter={filter} onClear={onClear} />
}
