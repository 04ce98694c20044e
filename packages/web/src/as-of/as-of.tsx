import type { ClientField, ObjectView } from '@daybook/protocol'
import { localDay } from '@daybook/timeline'
import { useEffect, useId, useRef } from 'react'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './as-of.module.css'
import { AsThen } from './as-then.tsx'
import { useAsOf } from './use-as-of.ts'

export interface AsOfProps {
  /** The object, or a client's profile, as it is now. */
  readonly object: ObjectView
  /** Fields that the workspace adds to its clients, for their labels. */
  readonly own?: readonly ClientField[] | undefined
  /** Fields that are not to be shown. */
  isHidden?(field: string): boolean
}

/**
 * A date, and the state at its end beside the state now: what was known then, and what was not known yet (R-C6). Put it
 * anywhere on the page of an object or a client; the date stands in the page's address.
 * @example
 * {profile && <AsOf object={profile} />}
 */
export function AsOf({ object, own, isHidden }: AsOfProps) {
  const { workspace } = useWorkspace()
  const { day, setDay } = useAsOf()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // Back and the button change the address, not the field.
  useEffect(() => {
    if (input.current && input.current.value !== (day ?? '')) input.current.value = day ?? ''
  }, [day])
  return (
    <section className={css.box} aria-label="As of a date">
      <div className={css.bar}>
        <label htmlFor={id}>As of</label>
        <input
          id={id}
          ref={input}
          type="date"
          defaultValue={day}
          max={localDay(Date.now(), workspace.timeZone)}
          className={css.input}
          onChange={event => setDay(event.target.value || undefined)}
        />
        {day !== undefined && (
          <button type="button" className={button.button} onClick={() => setDay(undefined)}>
            Back to now
          </button>
        )}
      </div>
      {day !== undefined && <AsThen object={object} day={day} own={own} isHidden={isHidden} />}
    </section>
  )
}
