import { useCallback } from 'react'
import { useAnnounce } from '../shell/announcer.tsx'

/** Copies the address of an entry and says so. Always the same function. */
export function useCopyLink(): (id: string) => void {
  const announce = useAnnounce()
  return useCallback(
    (id: string) => {
      void navigator.clipboard.writeText(`${location.origin}/entries/${id}`).then(
        () => announce('Link copied'),
        () => announce('The link could not be copied'),
      )
    },
    [announce],
  )
}
