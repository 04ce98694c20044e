import type { ReactNode } from 'react'
import css from './actions.module.css'

interface Props {
  readonly label: string
  /** What the button says while the server is asked. */
  readonly working?: string
  readonly pending: boolean
  /** Other ways on, beside or beneath. */
  readonly children?: ReactNode
}

/** The form's button, which stays where it is and keeps the focus while the server is asked. */
export function Actions({ label, working = `${label} …`, pending, children }: Props) {
  return (
    <div className={css.actions}>
      <button type="submit" className={css.primary} aria-disabled={pending}>
        {pending ? working : label}
      </button>
      {children}
    </div>
  )
}
