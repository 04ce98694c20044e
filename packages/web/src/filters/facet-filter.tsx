import type { EntryFilter } from '@daybook/protocol'
import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import popover from '../parts/popover.module.css'
import { type Facet, FACET_NAMES } from './describe-filter.ts'
import css from './facet-filter.module.css'

export interface FacetProps {
  readonly facet: Facet
  readonly clientId?: string
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

const FacetValues = lazy(async () => ({ default: (await import('../parts/panels.ts')).FacetValues }))

/** One facet: its values with their counts, any number of them at once (OR). */
export function FacetFilter(props: FacetProps) {
  const { facet, filter } = props
  const set = (filter[facet]?.length ?? 0) + (facet === 'action' ? (filter.named?.length ?? 0) : 0)
  const name = FACET_NAMES[facet] ?? facet
  return (
    <Popover
      title={name}
      label={
        <>
          {name}
          {set > 0 ? (
            <span className={css.set}>{set}</span>
          ) : (
            <svg
              width="10"
              height="10"
              viewBox="0 0 10 10"
              fill="none"
              stroke="currentColor"
              strokeWidth={1.4}
              aria-hidden="true"
            >
              <path d="M2 3.5 5 6.5l3-3" strokeLinecap="round" strokeLinejoin="round" />
            </svg>
          )}
        </>
      }
      buttonClass={set > 0 ? `${popover.button} ${css.on}` : popover.button}
    >
      {() => <FacetValues {...props} />}
    </Popover>
  )
}
