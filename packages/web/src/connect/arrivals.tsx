import { EntryList } from '@daybook/timeline'
import { useCallback, useMemo, useState } from 'react'
import { useTimeline } from '../history/use-timeline.ts'
import { usePreferences } from '../preferences.ts'
import css from './connect.module.css'

const MOST = 8

/** What arrives in the log, newest first, as it arrives: here nobody reads what could jump. */
export function Arrivals() {
  const input = useMemo(() => ({ filter: {}, order: 'desc' as const }), [])
  const [state] = useTimeline(input)
  const { plainList } = usePreferences()
  const [open, setOpen] = useState<string>()
  const toggle = useCallback((id: string) => setOpen(before => (before === id ? undefined : id)), [])
  const entries = useMemo(
    () => [...state.waiting, ...state.entries].sort((a, b) => b.seq - a.seq).slice(0, MOST),
    [state.waiting, state.entries],
  )
  return (
    <section aria-labelledby="arrivals-title" className={css.arrivals}>
      <h2 id="arrivals-title">What arrives</h2>
      <p className={state.live === 'live' ? `${css.live} ${css.open}` : css.live} role="status">
        {state.live === 'live' ? 'Live: new entries appear by themselves.' : 'Connecting …'}
      </p>
      <EntryList entries={entries} openId={open} onToggle={toggle} plain={plainList} />
    </section>
  )
}
