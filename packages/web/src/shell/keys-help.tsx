import { isTyping } from '@daybook/timeline'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { usePreferences } from '../preferences.ts'
import { loadPanels } from '../parts/load-panels.ts'

const KeysDialog = lazy(async () => ({ default: (await loadPanels()).KeysDialog }))
const ASKED = 'daybook:keys'

/** Opens the help on shortcuts. */
export function showKeys(): void {
  dispatchEvent(new Event(ASKED))
}

/** Help on shortcuts, with `?`; `/` leads to the page's search field. */
export function KeysHelp() {
  const { keys } = usePreferences()
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  useEffect(() => {
    const show = () => setOpen(true)
    addEventListener(ASKED, show)
    return () => removeEventListener(ASKED, show)
  }, [])
  useEffect(() => {
    if (!keys) return
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') setOpen(true)
      else if (event.key === '/') document.querySelector<HTMLElement>('input[type=search]')?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [keys])
  return <Suspense>{open && <KeysDialog keys={keys} onClose={close} />}</Suspense>
}
