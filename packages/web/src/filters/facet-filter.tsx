import type { EntryFilter } from '@daybook/protocol'
import { lazy } from 'react'
import { Popover } from '../parts/popover.tsx'
import popover from '../parts/popover.module.css'
import { type Facet, FACET_NAMES } from './facets.ts'
import css from './facet-filter.module.css'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import { loadPanels } from '../parts/load-panels.ts'

export interface FacetProps {
  readonly facet: Facet
  readonly clientId?: string
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

const FacetValues = lazy(async () => ({ default: (await loadPanels()).FacetValues }))

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
            <Glyph d={CHEVRON} size={10} box={10} weight={1.4} />
          )}
        </>
      }
      buttonClass={set > 0 ? `${popover.button} ${css.on}` : popover.button}
    >
      {() => <FacetValues {...props} />}
    </Popover>
  )
}
