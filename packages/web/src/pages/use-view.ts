import { loadClientSide } from './load-client-side.ts'
import { useEffect } from 'react'
import { useWorkspace } from '../workspace.tsx'

/** Tells once that this page was opened, when what the reader came for is on its way. */
export function useView(clientId: string): void {
  const { daybook } = useWorkspace()
  useEffect(() => {
    let left = false
    let leave: (() => void) | undefined
    void loadClientSide().then(({ viewOnce }) => {
      leave = left ? undefined : viewOnce(daybook, clientId)
    })
    return () => {
      left = true
      leave?.()
    }
  }, [daybook, clientId])
}
