import { QueryCache, QueryClient } from '@tanstack/react-query'
import { LogError } from '@daybook/client/read'
import { comeBackTo } from './way-back.ts'
import { isSignedOut } from './session.ts'

/** Leads to the sign-in page, from where the reader comes back to this address. */
export function toSignIn(): void {
  if (location.pathname === '/sign-in') return
  comeBackTo(location.pathname + location.search + location.hash)
  leaveFor('/sign-in')
}

let leaving = false

/** Once: every further answer that says the same would begin the navigation again, and a slow one would never end. */
function leaveFor(path: string): void {
  if (leaving || location.pathname === path) return
  leaving = true
  location.assign(path)
}
// A page that comes back from the browser's memory has not left.
addEventListener('pageshow', event => {
  if (event.persisted) leaving = false
})

/** Leads to where somebody is let in who is not, or not any more. */
export function leaveWhereNotIn(error: unknown): void {
  if (isSignedOut(error)) toSignIn()
  else if (error instanceof LogError && error.code === 'two_factor_setup_required') leaveFor('/two-factor')
}

/** What has been read. The SDK already tries again what passes, so nothing is tried again here. */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: leaveWhereNotIn,
  }),
  defaultOptions: { queries: { staleTime: 30_000, retry: false, refetchOnWindowFocus: false } },
})
