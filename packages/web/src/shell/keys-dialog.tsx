import { isTyping } from '@daybook/timeline'
import { useEffect } from 'react'
import { usePreferences } from '../preferences.ts'
import css from './keys-dialog.module.css'

const ID = 'keys'
const KEYS: readonly [string, string][] = [
  ['j', 'Next entry'],
  ['k', 'Previous entry'],
  ['Enter', 'Open or close the details of the entry'],
  ['.', 'Copy a link to the entry'],
  ['/', 'Search'],
  ['?', 'This help'],
]

/** Opens the help on shortcuts. */
export function showKeys(): void {
  const dialog = document.getElementById(ID)
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

/** Help on shortcuts, with `?`; `/` leads to the page's search field. */
export function KeysDialog() {
  const { keys } = usePreferences()
  useEffect(() => {
    if (!keys) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') showKeys()
      else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [keys])
  return (
    <dialog id={ID} className={css.dialog} aria-labelledby="keys-title">
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
