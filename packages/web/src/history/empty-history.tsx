import type { EntryFilter } from '@daybook/protocol'
import { countFilters } from '@daybook/timeline'
import button from '../parts/button.module.css'
import { Notice } from '../parts/notice.tsx'

interface Props {
  readonly filter: EntryFilter
  readonly clientId?: string
  onClear(): void
}

/** Nothing matches, or nothing has happened yet: two different things. */
export function EmptyHistory({ filter, clientId, onClear }: Props) {
  if (countFilters(filter) > 0) {
    return (
      <Notice
        title="No entries match"
        actions={
          <button type="button" className={button.button} onClick={onClear}>
            Clear filters
          </button>
        }
      >
        The whole history was searched with these filters.
      </Notice>
    )
  }
  return (
    <Notice title="Nothing has happened yet">
      {clientId
        ? 'What is booked, changed, paid or said for this client will stand here, newest first.'
        : 'Everything that happens in this workspace will stand here, newest first. Entries come from your booking software by the API, or from an import.'}
    </Notice>
  )
}
