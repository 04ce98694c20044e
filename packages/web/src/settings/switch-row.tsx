import { type ReactNode, useId } from 'react'
import css from './switch-row.module.css'

interface Props {
  readonly label: string
  /** What it means to have it on. */
  readonly hint: ReactNode
  readonly on: boolean
  readonly disabled?: boolean
  onSwitch(on: boolean): void
}

/** Something that is on or off, and changes when it is pressed. */
export function SwitchRow({ label, hint, on, disabled = false, onSwitch }: Props) {
  const id = useId()
  return (
    <div className={css.row}>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={css.switch}
        checked={on}
        aria-checked={on}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={event => onSwitch(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-hint`}>{hint}</p>
      </div>
    </div>
  )
}
