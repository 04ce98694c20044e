import { getRouteApi } from '@tanstack/react-router'
import { PatternsView } from '../patterns/patterns-view.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import { ClientFrame, useClient } from './client-frame.tsx'
import css from './client-page.module.css'

const route = getRouteApi('/signed-in/clients/$clientId/patterns')

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

/** How often a client cancels, moves and does not come, when they come, and how one reaches them. */
export function ClientPatternsPage() {
  const { clientId } = route.useParams()
  const client = useClient(clientId)
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <PatternsView key={clientId} clientId={clientId} />
      </ClientFrame>
    </Reading>
  )
}

/** The same of the whole workspace. */
export function PatternsPage() {
  const { workspace } = useWorkspace()
  return (
    <>
      <title>Patterns · Daybook</title>
      <header className={css.header}>
        <h1 className={css.name}>Patterns</h1>
        <p className={css.meta}>
          How often what happens in {workspace.name}, with the entries behind each number
        </p>
      </header>
      <PatternsView />
    </>
  )
}
