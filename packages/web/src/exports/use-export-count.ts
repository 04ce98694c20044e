import type { DaybookReader } from '@daybook/client/read'
import type { ExportCount, ExportFilter } from '@daybook/protocol'
import { useEffect, useState } from 'react'
import { useWorkspace } from '../workspace.tsx'

/** How many entries an export would hold: so far while it is being counted, then exactly, with what makes it hold just these. */
export interface Counting {
  /** The filters, as text, that this is about. */
  readonly of: string
  readonly count?: number
  readonly asOf?: string
  readonly error?: unknown
}

/** Typing a date changes the list several times. */
const PAUSE_MS = 150

/** Counts the entries of a list to the end, however long that takes. `filter` may be another object each time. */
export function useExportCount(filter: ExportFilter): Counting {
  const { daybook } = useWorkspace()
  const text = JSON.stringify(filter)
  const [counting, setCounting] = useState<Counting>({ of: text })
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => {
      countToEnd(daybook, JSON.parse(text) as ExportFilter, stop.signal, counted => {
        setCounting({ of: text, count: counted.count, asOf: counted.exact ? counted.asOf : undefined })
      }).catch((error: unknown) => {
        if (!stop.signal.aborted) setCounting({ of: text, error })
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [daybook, text])
  return counting.of === text ? counting : { of: text }
}

async function countToEnd(
  daybook: DaybookReader,
  filter: ExportFilter,
  signal: AbortSignal,
  onCount: (counted: ExportCount) => void,
): Promise<void> {
  for (let next: string | undefined; ; ) {
    const query = { ...filter, next }
    const counted: ExportCount = await daybook.request('GET', '/v1/exports/count', { query, signal })
    if (signal.aborted) return
    onCount(counted)
    if (counted.exact) return
    next = counted.next
  }
}
