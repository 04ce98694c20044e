import { useEffect, useRef } from 'react'
import { CodeForm } from '../door/code-form.tsx'
import css from '../shell/keys-dialog.module.css'

/** Asks for a code before something that cannot be undone. */
export function FactorDialog({ onEnd }: { onEnd(right: boolean): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby="factor-dialog-title"
      onClose={() => onEnd(false)}
    >
      <h2 id="factor-dialog-title">Confirm that it is you</h2>
      <p>This asks for a code of a moment ago.</p>
      <CodeForm onDone={() => onEnd(true)} onBack={() => onEnd(false)} backLabel="Cancel" />
    </dialog>
  )
}
