import { useEffect, useRef } from 'react'
import css from './keys-dialog.module.css'

const KEYS: readonly [string, string][] = [
  ['j', 'Next entry'],
  ['k', 'Previous entry'],
  ['Enter', 'Open or close the details of the entry'],
  ['.', 'Copy a link to the entry'],
  ['/', 'Search'],
  ['?', 'This help'],
]

/** The list of shortcuts; `keys` is false where the reader has switched the single-key ones off. */
export function KeysDialog({ keys, onClose }: { keys: boolean; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} onClose={onClose} className={css.dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">Keyboard shortcuts</h2>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        {keys
          ? 'Single-key shortcuts can be switched off under Preferences.'
          : 'Single-key shortcuts are switched off under Preferences.'}
      </p>
      <form method="dialog">
        <button className={css.close} type="submit">
          Close
        </button>
      </form>
    </dialog>
  )
}
