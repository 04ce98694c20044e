import type { EntryFilter } from '@daybook/protocol'
import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import popover from '../parts/popover.module.css'
import facet from './facet-filter.module.css'

export interface DatesProps {
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

const DatesPanel = lazy(async () => ({ default: (await import('../parts/panels.ts')).DatesPanel }))

/** From and to, as days of the workspace's zone, both included. */
export function DatesFilter({ filter, onChange }: DatesProps) {
  const on = Boolean(filter.from || filter.to)
  return (
    <Popover
      title="Dates"
      label={
        <>
          Dates
          {!on && (
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
      buttonClass={on ? `${popover.button} ${facet.on}` : popover.button}
    >
      {close => <DatesPanel filter={filter} onChange={onChange} close={close} />}
    </Popover>
  )
}
