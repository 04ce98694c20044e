import { useEffect } from 'react'
import { rowId } from './row/entry-row.tsx'

interface Options {
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  readonly enabled: boolean
  onToggle(id: string): void
  onCopyLink(id: string): void
}

/** True where a key press belongs to the control that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('dialog') !== null
  )
}

/** `j` and `k` move between the rows of the page, Enter opens the focused one's details, `.` copies its link. */
export function useEntryKeys({ enabled, onToggle, onCopyLink }: Options): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const focused = document.activeElement?.closest<HTMLElement>('[data-entry]')
      const id = focused?.dataset.entry
      if (event.key === 'Enter') {
        // Enter on a button or link inside the row is theirs.
        if (id && event.target === focused) onToggle(id)
        return
      }
      if (!enabled) return
      if (event.key === '.' && id) onCopyLink(id)
      else if (event.key === 'j' || event.key === 'k') move(event.key === 'j' ? 1 : -1, focused ?? null)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [enabled, onToggle, onCopyLink])
}

function move(step: number, from: HTMLElement | null): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-entry]')].filter(
    row => !row.closest('[hidden]'),
  )
  const next = rows[from ? rows.indexOf(from) + step : 0]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

/** Moves the focus to an entry's row; false where it is not in the document. */
export function focusEntry(entryId: string): boolean {
  const inside = document.getElementById(`in-burst-${entryId}`)
  // What stands in a closed burst is reached by the burst's own row.
  const whole = inside?.closest('[hidden]')?.closest<HTMLElement>('[data-entry]')
  const row = document.getElementById(rowId(entryId)) ?? whole ?? inside
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
  return row !== null && row !== undefined
}
