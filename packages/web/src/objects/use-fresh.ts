import type { Entry } from '@daybook/protocol'
import { useEffect, useRef } from 'react'
import { queries } from '../queries.ts'
import { useWorkspace } from '../workspace.tsx'

const TOLD_FROM_ENTRIES = new Set(['object', 'checklist'])

/** Whoever acts, here or elsewhere: when another entry comes in, what is told from the entries is read again. */
export function useFresh(entries: readonly Entry[]): void {
  const { workspace } = useWorkspace()
  const newest = entries.reduce((seq, entry) => Math.max(seq, entry.seq), 0)
  const before = useRef(0)
  useEffect(() => {
    const isFirst = before.current === 0
    before.current = newest
    if (isFirst || newest === 0) return
    void queries.invalidateQueries({
      predicate: ({ queryKey: [name, id] }) => id === workspace.id && TOLD_FROM_ENTRIES.has(String(name)),
    })
  }, [newest, workspace.id])
}
