import type { ClientSummary, Json } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import { History } from '../history/history.tsx'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useClientWord } from '../client-word.ts'
import { Reading, useWorkspace } from '../workspace.tsx'
import css from './client-page.module.css'

/** One client as the server answers it: the line of the list, with the profile's fields where the reader may see them. */
export interface ClientRecord extends ClientSummary {
  readonly state?: Readonly<Record<string, Json>>
}

// Beside the timeline or above it, and full only when its own answers are there: it need not hold up the rows.
const ClientGlance = lazy(async () => ({ default: (await import('./client-glance.tsx')).ClientGlance }))
const panels = () => import('../parts/panels.ts')
const PageActs = lazy(async () => ({ default: (await panels()).PageActs }))
const ClientState = lazy(async () => ({ default: (await panels()).ClientState }))
const route = getRouteApi('/signed-in/clients/$clientId')

/** A client's timeline under the client's name. */
export function ClientPage() {
  const { clientId } = route.useParams()
  const { daybook, workspace } = useWorkspace()
  const { state } = useLocation()
  const word = useClientWord()
  const client = useQuery({
    queryKey: ['client', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<ClientRecord>('GET', `/v1/clients/${encodeURIComponent(clientId)}`, { signal }),
  })
  const objectLink = useCallback(
    (ref: string) => `/clients/${clientId}?object=${encodeURIComponent(ref)}`,
    [clientId],
  )
  const back =
    state.from?.startsWith('/clients?') || state.from?.startsWith('/clients#') ? state.from : '/clients'

  if (client.isError && isMissing(client.error)) return <NoSuchClient />
  const name = client.data?.erased
    ? `Erased ${word.one}`
    : (client.data?.name ?? client.data?.hostId ?? (client.data ? clientId : ''))
  return (
    <Reading clientId={clientId} objectLink={objectLink}>
      <title>{name ? `${name} · Daybook` : 'Client · Daybook'}</title>
      <header className={css.header}>
        <a className={css.crumb} href={back}>
          {word.Many} <span aria-hidden="true">›</span>
        </a>
        <div className={css.head}>
          <div>
            <h1 className={css.name}>{name || <span className={css.waiting}>Client</span>}</h1>
            <Meta client={client.data} />
          </div>
          <Suspense>
            <PageActs clientId={clientId} client={client.data} />
          </Suspense>
        </div>
        <Suspense>
          <ClientState client={client.data} />
        </Suspense>
      </header>
      {client.isError && (
        <Failure
          error={client.error}
          what="The client’s profile could not be loaded"
          onRetry={() => void client.refetch()}
        />
      )}
      <div className={css.columns}>
        <Suspense fallback={<aside className={css.glance} aria-label="At a glance" />}>
          <ClientGlance client={client.data} clientId={clientId} />
        </Suspense>
        <div className={css.history}>
          <History key={clientId} title="Timeline" clientId={clientId} searchLabel="Search this history" />
        </div>
      </div>
    </Reading>
  )
}

function NoSuchClient() {
  return (
    <Notice
      page
      title="There is no such client"
      actions={
        <a className={button.button} href="/clients">
          All clients
        </a>
      }
    >
      The address may be incomplete, or the client is not one of yours.
    </Notice>
  )
}

/** What identifies a client at a glance; nothing of an erased one. */
function Meta({ client }: { client: ClientRecord | undefined }) {
  if (client?.erased) return <p className={css.meta}>Erased. The record of the acts remains.</p>
  const text = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : undefined)
  const parts = [text(client?.state?.email), text(client?.state?.phone), client?.hostId].filter(
    part => part !== undefined,
  )
  return (
    <p className={css.meta}>
      {parts.map(part => (
        <span key={part}>{part}</span>
      ))}
      {parts.length === 0 && '\u00a0'}
    </p>
  )
}
