import { CATEGORY_LABELS, RELATED_LABELS, SOURCE_LABELS, TYPE_LABELS } from '@daybook/catalogue'
import type { EntryFilter } from '@daybook/protocol'
import { countFilters } from '@daybook/timeline'
import { useId, useState } from 'react'
import { DatesPanel } from '../filters/dates-panel.tsx'
import button from '../parts/button.module.css'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import { FacetGroup } from './facet-group.tsx'
import css from './log-facets.module.css'

interface Props {
  readonly filter: EntryFilter
  onChange(filter: EntryFilter): void
}

const SCOPES = Object.keys(RELATED_LABELS)
const TYPES = Object.keys(TYPE_LABELS)
const CATEGORIES = Object.keys(CATEGORY_LABELS)
const SOURCES = Object.keys(SOURCE_LABELS)
const NONE: readonly string[] = []

/** What the log can be narrowed by, each value with the number of its entries. Where there is little room, behind a button. */
export function LogFacets({ filter, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const set = countFilters({ ...filter, q: undefined })
  const shared = { filter, onChange }
  return (
    <search className={css.facets} aria-label="Filters">
      <button
        type="button"
        className={css.open}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        Filters{set > 0 && <span className={css.set}>{set}</span>}
        <Glyph d={CHEVRON} size={10} box={10} weight={1.4} />
      </button>
      <div className={css.groups} id={id} data-open={open}>
        <FacetGroup facet="related" title="Scope" values={SCOPES} {...shared} />
        <FacetGroup facet="category" title="Category" values={CATEGORIES} {...shared} />
        <FacetGroup facet="type" title="Type" values={TYPES} {...shared} />
        <FacetGroup facet="source" title="Source" values={SOURCES} {...shared} />
        <FacetGroup facet="actor" title="Actor" values={NONE} {...shared} />
        <FacetGroup facet="action" title="Action" values={NONE} {...shared} />
        <fieldset className={css.group}>
          <legend>Dates</legend>
          <DatesPanel filter={filter} onChange={onChange} close={() => {}} />
        </fieldset>
        {set > 0 && (
          <button type="button" className={button.button} onClick={() => onChange({})}>
            Clear filters
          </button>
        )}
      </div>
    </search>
  )
}
