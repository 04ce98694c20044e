import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { History } from '../history/history.tsx'
import { Reading } from '../workspace.tsx'
import { ClientFrame, useClient } from './client-frame.tsx'
import css from './client-page.module.css'
import { loadClientSide } from './load-client-side.ts'

// Beside the timeline or above it, and full only when its own answers are there: it need not hold up the rows.
const ClientGlance = lazy(async () => ({ default: (await loadClientSide()).ClientGlance }))
const route = getRouteApi('/signed-in/clients/$clientId')
const objectLink = (ref: string, type: string) => `/objects/${encodeURIComponent(type)}/${ref}`

/** A client's timeline under the client's name. */
export function ClientPage() {
  const { clientId } = route.useParams()
  const client = useClient(clientId)
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <div className={css.columns}>
          <Suspense fallback={<aside className={css.glance} aria-label="At a glance" />}>
            <ClientGlance client={client.data} clientId={clientId} />
          </Suspense>
          <div className={css.history}>
            <History key={clientId} title="Timeline" clientId={clientId} searchLabel="Search this history" />
          </div>
        </div>
      </ClientFrame>
    </Reading>
  )
}
