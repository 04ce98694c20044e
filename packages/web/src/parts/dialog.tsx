import { type ReactNode, useEffect, useId, useRef } from 'react'
import css from './dialog.module.css'

interface Props {
  readonly title: string
  readonly children: ReactNode
  onClose(): void
}

/** A native dialog: Escape, the focus and the page behind are the browser's; closed, the focus is where it was. */
export function Dialog({ title, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
