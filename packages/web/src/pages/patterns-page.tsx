import { useLocation } from '@tanstack/react-router'
import { PatternsView } from '../patterns/patterns-view.tsx'
import { Reading, useWorkspace } from '../workspace.tsx'
import { ClientFrame, useClient } from './client-frame.tsx'
import css from './client-page.module.css'

/** How often what happens: with one client, or in the whole workspace. */
export function PatternsPage() {
  const { pathname } = useLocation()
  const clientId = /^\/clients\/([^/]+)\//.exec(pathname)?.[1]
  return clientId === undefined ? <OfWorkspace /> : <OfClient key={clientId} clientId={clientId} />
}

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

function OfClient({ clientId }: { clientId: string }) {
  const client = useClient(clientId)
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <ClientFrame clientId={clientId} client={client}>
        <PatternsView clientId={clientId} />
      </ClientFrame>
    </Reading>
  )
}

function OfWorkspace() {
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
