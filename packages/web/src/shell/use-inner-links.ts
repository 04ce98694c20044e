import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Follows plain links inside the app without loading the page anew, so that packages/timeline needs no router.
 * Links with another target, a modifier key or another origin are the browser's.
 */
export function useInnerLinks(): void {
  const router = useRouter()
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = (event.target as Element).closest('a')
      const href = link?.getAttribute('href')
      if (
        !link ||
        !href?.startsWith('/') ||
        href.startsWith('//') ||
        link.target ||
        link.hasAttribute('download')
      )
        return
      event.preventDefault()
      const from = location.pathname + location.search + location.hash
      void router.navigate({ href, state: { from } })
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [router])
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The address inside the app that a link was followed from. */
    from?: string
  }
}
