import { useId } from 'react'
import css from './settings.module.css'

interface Props<V extends string> {
  readonly legend: string
  readonly value: V
  readonly options: readonly (readonly [value: V, label: string, hint: string])[]
  readonly disabled?: boolean
  onChoose(value: V): void
}

/** One of a few, each with what it means. */
export function Choices<V extends string>({ legend, value, options, disabled, onChoose }: Props<V>) {
  const id = useId()
  return (
    <fieldset className={css.choices} disabled={disabled}>
      <legend>{legend}</legend>
      {options.map(([option, label, hint]) => (
        <div key={option} className={css.choice}>
          <input
            id={`${id}-${option}`}
            type="radio"
            name={id}
            checked={option === value}
            aria-describedby={`${id}-${option}-hint`}
            onChange={() => onChoose(option)}
          />
          <label htmlFor={`${id}-${option}`}>{label}</label>
          <p id={`${id}-${option}-hint`}>{hint}</p>
        </div>
      ))}
    </fieldset>
  )
}
