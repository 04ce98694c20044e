import type { EntryFilter } from '@daybook/protocol'
import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import popover from '../parts/popover.module.css'
import facet from './facet-filter.module.css'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import { loadPanels } from '../parts/load-panels.ts'

export interface DatesProps {
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

const DatesPanel = lazy(async () => ({ default: (await loadPanels()).DatesPanel }))

/** From and to, as days of the workspace's zone, both included. */
export function DatesFilter({ filter, onChange }: DatesProps) {
  const on = Boolean(filter.from || filter.to)
  return (
    <Popover
      title="Dates"
      label={
        <>
          Dates
          {!on && <Glyph d={CHEVRON} size={10} box={10} weight={1.4} />}
        </>
      }
      buttonClass={on ? `${popover.button} ${facet.on}` : popover.button}
    >
      {close => <DatesPanel filter={filter} onChange={onChange} close={close} />}
    </Popover>
  )
}
