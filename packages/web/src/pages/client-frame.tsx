import type { ClientSummary } from '@daybook/protocol'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import { useClientWord } from '../client-word.ts'
import { isMissing } from '../parts/failure.tsx'
import { useCurrentInSight } from '../parts/use-current-in-sight.ts'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './client-page.module.css'
import { loadClientSide } from './load-client-side.ts'
import { useView } from './use-view.ts'
import { loadPanels } from '../parts/load-panels.ts'

// What stands around the rows need not hold them up.
const PageActs = lazy(async () => ({ default: (await loadPanels()).PageActs }))
const ClientState = lazy(async () => ({ default: (await loadPanels()).ClientState }))
const ClientMeta = lazy(async () => ({ default: (await loadClientSide()).ClientMeta }))
const NoSuchClient = lazy(async () => ({ default: (await loadClientSide()).NoSuchClient }))
const PartialData = lazy(async () => ({ default: (await loadClientSide()).PartialData }))

/** One client, by Daybook's own id. */
export function useClient(clientId: string): UseQueryResult<ClientSummary> {
  const { daybook, workspace } = useWorkspace()
  return useQuery({
    queryKey: ['client', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<ClientSummary>('GET', `/v1/clients/${encodeURIComponent(clientId)}`, { signal }),
    meta: { side: 'the client’s profile' },
  })
}

/** What a client is called on a page of their own; empty while it is not known. */
function nameOf(client: ClientSummary | undefined, one: string): string {
  if (client === undefined) return ''
  return client.erased ? `Erased ${one}` : (client.name ?? client.hostId ?? client.id)
}

interface Props {
  readonly clientId: string
  readonly client: UseQueryResult<ClientSummary>
  readonly children: ReactNode
}

/** What every page of a client has: the name, how things stand with them, and the way to the other pages. */
export function ClientFrame({ clientId, client, children }: Props) {
  const { state } = useLocation()
  const word = useClientWord()
  useView(clientId)
  const from = state.from
  const back = from?.startsWith('/clients?') || from?.startsWith('/clients#') ? from : '/clients'
  const name = nameOf(client.data, word.one)
  if (client.isError && isMissing(client.error))
    return (
      <Suspense>
        <NoSuchClient />
      </Suspense>
    )
  return (
    <>
      <title>{name ? `${name} · Daybook` : 'Client · Daybook'}</title>
      <header className={css.header}>
        <a className={css.crumb} href={back}>
          {word.Many} <span aria-hidden="true">›</span>
        </a>
        <div className={css.head}>
          <div>
            <h1 className={css.name}>{name || <span className={css.waiting}>Client</span>}</h1>
            <Suspense fallback={<p className={css.meta}>{'\u00a0'}</p>}>
              <ClientMeta client={client.data} />
            </Suspense>
          </div>
          <Suspense>
            <PageActs clientId={clientId} client={client.data} />
          </Suspense>
        </div>
        <Suspense>
          <ClientState client={client.data} />
        </Suspense>
        <Tabs clientId={clientId} />
      </header>
      <Suspense>
        <PartialData />
      </Suspense>
      {children}
    </>
  )
}

/** The pages of a client that are there for this reader; where they are too many for a line, it moves sideways. */
function Tabs({ clientId }: { clientId: string }) {
  const { pathname } = useLocation()
  const rights = useRights()
  const line = useCurrentInSight<HTMLElement>(pathname)
  const tabs = [
    'Timeline',
    'Sessions',
    'Related',
    'Profile',
    ...(rights.has('access') ? ['Access'] : []),
    'Patterns',
  ]
  return (
    <nav className={css.tabs} aria-label="Client" ref={line}>
      {tabs.map((label, i) => {
        const href = `/clients/${clientId}${i > 0 ? `/${label.toLowerCase()}` : ''}`
        return (
          <a key={href} href={href} aria-current={pathname === href ? 'page' : undefined}>
            {label}
          </a>
        )
      })}
    </nav>
  )
}
