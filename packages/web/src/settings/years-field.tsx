import { useId } from 'react'
import settings from './settings.module.css'
import css from './years-field.module.css'

interface Props {
  /** NaN while nothing is given. */
  readonly years: number
  readonly wrong: boolean
  onChange(years: number): void
}

/** A number of whole years. */
export function YearsField({ years, wrong, onChange }: Props) {
  const id = useId()
  return (
    <>
      <div className={css.years}>
        <label htmlFor={id}>Keep for</label>
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          value={Number.isNaN(years) ? '' : years}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-about`}
          onChange={event => onChange(event.target.valueAsNumber)}
        />
        <span>whole years</span>
      </div>
      <p id={`${id}-about`} className={wrong ? css.wrong : settings.note}>
        {wrong
          ? 'Give a whole number from 1 to 100.'
          : 'Below is what that takes. It begins a day after it is set, and cannot be undone after that.'}
      </p>
    </>
  )
}
