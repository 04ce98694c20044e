import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isSignedOut } from './session.ts'

/** Leads to the sign-in page, from where the reader comes back to this address. */
export function toSignIn(): void {
  if (location.pathname === '/sign-in') return
  location.assign('/sign-in')
}

/** What has been read. The SDK already tries again what passes, so nothing is tried again here. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: error => {
      if (isSignedOut(error)) toSignIn()
    },
  }),
  defaultOptions: { queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false } },
})
