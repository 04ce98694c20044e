import { useId } from 'react'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import css from './field.module.css'

interface Props {
  /** The zone that is chosen; that of this device where there is none yet. */
  readonly value?: string
  readonly hint?: string
}

/** The zone by which a business's days begin and end. */
export function ZoneField({ value, hint = 'Where the business is: its days begin and end by it.' }: Props) {
  const id = useId()
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = new Set(['UTC', value ?? here, ...Intl.supportedValuesOf('timeZone')])
  return (
    <div className={css.field}>
      <label htmlFor={id}>Time zone</label>
      <div className={css.row}>
        <select
          id={id}
          name="timeZone"
          className={`${css.input} ${css.select}`}
          defaultValue={value ?? here}
          aria-describedby={`${id}-hint`}
        >
          {[...zones].sort().map(zone => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
        <Glyph d={CHEVRON} size={12} box={10} className={css.chevron} />
      </div>
      <p id={`${id}-hint`} className={css.hint}>
        {hint}
      </p>
    </div>
  )
}
