import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { AccessLog } from '../pages/client-access-log.tsx'
import { ClientFrame, useClient } from '../pages/client-frame.tsx'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { Reading } from '../workspace.tsx'
import { BookingsPage } from './bookings-page.tsx'
import { Related } from './related.tsx'
import { Sessions } from './sessions.tsx'
import { WaitingPage } from './waiting-page.tsx'

const workspaceRoute = getRouteApi('/signed-in/bookings/{-$part}')
const clientRoute = getRouteApi('/signed-in/clients/$clientId/$part')
const PARTS = { sessions: Sessions, related: Related, access: AccessLog }

/** The bookings of the workspace, or what waits. */
export function BookingPages() {
  const { part } = workspaceRoute.useParams()
  if (part === undefined) return <BookingsPage />
  return part === 'waiting' ? <WaitingPage /> : <NotFoundPage />
}

/** What there is of a client besides the timeline: sessions, what is related, the access log. */
export function ClientParts() {
  const { clientId, part } = clientRoute.useParams()
  const client = useClient(clientId)
  const objectLink = useCallback(
    (ref: string, type: string) =>
      part === 'access'
        ? `/clients/${clientId}?object=${encodeURIComponent(ref)}`
        : `/objects/${encodeURIComponent(type)}/${ref}`,
    [clientId, part],
  )
  if (!Object.hasOwn(PARTS, part)) return <NotFoundPage />
  const Part = PARTS[part as keyof typeof PARTS]
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <Part key={`${clientId} ${part}`} clientId={clientId} />
      </ClientFrame>
    </Reading>
  )
}
