import css from './live-toggle.module.css'

interface Props {
  readonly on: boolean
  onChange(on: boolean): void
}

/** Whether new entries come in. Off, the table stands still as it is. */
export function LiveToggle({ on, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className={css.toggle}
      title={on ? 'New entries come in by themselves' : 'The table stands still'}
      onClick={() => onChange(!on)}
    >
      <span className={css.dot} aria-hidden="true" />
      Live
    </button>
  )
}
