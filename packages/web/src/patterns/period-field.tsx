import { useId } from 'react'
import css from './patterns.module.css'
import { PERIODS, type PeriodDoor, type PeriodName } from './use-period.ts'

/** Which time the numbers are of. */
export function PeriodField({ name, period, choose, set }: PeriodDoor) {
  const id = useId()
  return (
    <div className={css.period}>
      <label htmlFor={id}>Period</label>
      <select id={id} value={name} onChange={event => choose(event.target.value as PeriodName)}>
        {Object.entries(PERIODS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {name === 'own' && (
        <>
          <input
            type="date"
            aria-label="From"
            value={period.from ?? ''}
            max={period.to}
            onChange={event => set({ ...period, from: event.target.value || undefined })}
          />
          <input
            type="date"
            aria-label="To"
            value={period.to ?? ''}
            min={period.from}
            onChange={event => set({ ...period, to: event.target.value || undefined })}
          />
        </>
      )}
    </div>
  )
}
