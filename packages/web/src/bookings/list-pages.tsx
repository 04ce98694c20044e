import { getRouteApi } from '@tanstack/react-router'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { BookingsPage } from './bookings-page.tsx'
import { WaitingPage } from './waiting-page.tsx'

/** Pages about bookings: one file, fetched when the first of them is asked for. */
export { RelatedPage } from './related-page.tsx'
export { SessionsPage } from './sessions-page.tsx'

const route = getRouteApi('/signed-in/bookings/{-$part}')

/** The bookings of the workspace, or what waits. */
export function BookingPages() {
  const { part } = route.useParams()
  if (part === undefined) return <BookingsPage />
  return part === 'waiting' ? <WaitingPage /> : <NotFoundPage />
}
