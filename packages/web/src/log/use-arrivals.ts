import type { Timeline } from '@daybook/timeline'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'

/** Arrivals are announced together after this long, and marked for as long. */
const DEBOUNCE_MS = 2000

interface Given {
  readonly timeline: Timeline
  readonly table: RefObject<HTMLTableElement | null>
  /** False where the table is to stand still. */
  readonly live: boolean
  /** The entry whose details are open. */
  readonly open: string | undefined
  readonly order: 'desc' | 'asc'
}

/**
 * Lets new entries into the table by themselves where nobody is disturbed: at its top, newest first, with no focus and
 * no open details inside. Elsewhere they wait behind the button. Answers the ids that came in last.
 */
export function useArrivals({ timeline, table, live, open, order }: Given): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const announce = useAnnounce()
  const unsaid = useRef(0)
  useEffect(
    () =>
      timeline.subscribe(() => {
        const { waiting } = timeline.getState()
        if (!live || waiting.length === 0 || order !== 'desc' || open !== undefined) return
        if (isBeingRead(table.current)) return
        unsaid.current += waiting.length
        setFresh(before => new Set([...before, ...waiting.map(entry => entry.id)]))
        timeline.showNew()
      }),
    [timeline, table, live, open, order],
  )
  useEffect(() => {
    if (fresh.size === 0) return
    const timer = setTimeout(() => {
      const count = unsaid.current
      unsaid.current = 0
      setFresh(new Set())
      announce(count === 1 ? '1 new entry' : `${count} new entries`, { unseen: true })
    }, DEBOUNCE_MS)
    return () => clearTimeout(timer)
  }, [fresh, announce])
  return fresh
}

/** True where rows that come in above would move what somebody looks at. */
function isBeingRead(table: HTMLTableElement | null): boolean {
  if (table === null) return false
  return table.contains(document.activeElement) || table.getBoundingClientRect().top < 0
}
