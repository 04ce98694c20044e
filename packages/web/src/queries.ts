import { QueryCache, QueryClient } from '@tanstack/react-query'
import { LogError } from '@daybook/client/read'
import { comeBackTo } from './way-back.ts'
import { isSignedOut } from './session.ts'

/** Leads to the sign-in page, from where the reader comes back to this address. */
export function toSignIn(): void {
  if (location.pathname === '/sign-in') return
  comeBackTo(location.pathname + location.search + location.hash)
  location.assign('/sign-in')
}

/** Leads to where somebody is let in who is not, or not any more. */
export function leaveWhereNotIn(error: unknown): void {
  if (isSignedOut(error)) toSignIn()
  else if (error instanceof LogError && error.code === 'two_factor_setup_required')
    location.assign('/two-factor')
}

/** What has been read. The SDK already tries again what passes, so nothing is tried again here. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: leaveWhereNotIn,
  }),
  defaultOptions: { queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false } },
})
