import { focusEntry, type Timeline } from '@daybook/timeline'
import { useEffect } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './new-entries.module.css'

/** Arrivals are announced together after this long. */
const DEBOUNCE_MS = 2000

/** The button for entries that arrived. It lies over the page at its fixed place, so that nothing being read moves. */
export function NewEntries({ count, timeline }: { count: number; timeline: Timeline }) {
  const announce = useAnnounce()
  const text = count === 1 ? '1 new entry' : `${count} new entries`
  useEffect(() => {
    if (count === 0) return
    const timer = setTimeout(() => announce(text, { unseen: true }), DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [count, text, announce])
  const show = () => {
    const first = timeline.showNew()
    announce(`${text} shown`, { unseen: true })
    // After the rows are in the document.
    if (first) return void requestAnimationFrame(() => focusEntry(first.id))
    const stop = timeline.subscribe(() => {
      const { status, entries } = timeline.getState()
      if (status === 'loading') return
      stop()
      scrollTo({ top: 0 })
      requestAnimationFrame(() => entries[0] && focusEntry(entries[0].id))
    })
  }
  return (
    <div className={css.place}>
      {count > 0 && (
        <button type="button" className={css.button} onClick={show}>
          {text}
        </button>
      )}
    </div>
  )
}
