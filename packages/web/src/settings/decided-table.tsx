import type { DecidedClient, DecidedClientPage } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import table from '../account/sessions-section.module.css'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './member-table.module.css'
import { Part } from './part.tsx'
import { sayRefusal } from './say-refusal.ts'
import settings from './settings.module.css'
import { useInZone } from './use-in-zone.ts'

type State = 'held' | 'deleted'

/** Clients under a legal hold, or deleted and not yet erased. */
export function DecidedTable({ state }: { state: State }) {
  const { daybook, workspace } = useWorkspace()
  const word = useClientWord()
  const queryKey = ['decided', workspace.id, state]
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam: cursor, signal }) =>
      daybook.request<DecidedClientPage>('GET', '/v1/privacy/clients', {
        query: { state, limit: 20, ...(cursor !== null && { cursor }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    staleTime: 0,
  })
  const clients = list.data?.pages.flatMap(page => page.clients) ?? []
  const title = state === 'held' ? 'Legal holds' : 'Deleted'
  const about =
    state === 'held'
      ? `As long as a hold lasts nobody can erase the ${word.one}, retention passes them by, and days of grace stand still. Place one on the ${word.one}’s page.`
      : `Hidden from everybody but those who may take it back, and erased at the end of the days of grace.`
  return (
    <Part wide title={title} about={about}>
      {list.isError ? (
        <Failure error={list.error} what="The list could not be loaded" onRetry={() => void list.refetch()} />
      ) : clients.length === 0 ? (
        <p className={settings.empty}>{list.data !== undefined && 'Nobody.'}</p>
      ) : (
        <div>
          <Table state={state} clients={clients} />
          {list.hasNextPage && (
            <button type="button" className={button.button} onClick={() => void list.fetchNextPage()}>
              Show older
            </button>
          )}
        </div>
      )}
    </Part>
  )
}

function Table({ state, clients }: { state: State; clients: readonly DecidedClient[] }) {
  const inZone = useInZone()
  const word = useClientWord()
  const rights = useRights()
  const takeBack = useTakeBack(state)
  const mayTakeBack = rights.has(state === 'held' ? 'hold' : 'erase')
  return (
    <table className={`${table.table} ${css.table}`} role="table">
      <caption className={table.caption}>
        {state === 'held' ? 'Under a legal hold' : 'In their days of grace'}, times in {inZone.timeZone}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          {[word.One, 'Since', state === 'held' ? 'Entry' : 'Erased on'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
          {mayTakeBack && (
            <th scope="col" role="columnheader">
              <VisuallyHidden>Acts</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {clients.map(client => {
          const { deleted, hold } = client.privacy
          const [since, entry] = state === 'held' ? [hold!.since, hold!.entry] : [deleted!.at, deleted!.entry]
          const name = client.name ?? client.hostId ?? client.id
          return (
            <tr key={client.id} role="row">
              <th scope="row" role="rowheader">
                <a href={`/clients/${client.id}`}>{name}</a>
                {state === 'deleted' && hold && <span className={table.here}>Held</span>}
              </th>
              <td role="cell" data-label="Since">
                <time dateTime={since} title={since}>
                  {inZone.stamp(since)}
                </time>
              </td>
              <td role="cell" data-label={state === 'held' ? 'Entry' : 'Erased on'}>
                {state === 'held' ? (
                  <a href={`/entries/${entry}`}>Who placed it, and why</a>
                ) : deleted!.eraseAt === undefined ? (
                  `${deleted!.daysLeft} days after the hold`
                ) : (
                  inZone.date(deleted!.eraseAt)
                )}
              </td>
              {mayTakeBack && (
                <td role="cell" className={table.act}>
                  <button type="button" className={button.button} onClick={() => takeBack.mutate(client)}>
                    {state === 'held' ? 'Release' : 'Restore'}
                    <VisuallyHidden> {name}</VisuallyHidden>
                  </button>
                </td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function useTakeBack(state: State) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: ({ id }: DecidedClient) =>
      state === 'held'
        ? daybook.request('DELETE', `/v1/clients/${id}/hold`)
        : daybook.request('POST', `/v1/clients/${id}/restore`),
    onSuccess: (_, { name, id }) => announce(`${state === 'held' ? 'Released' : 'Restored'}: ${name ?? id}`),
    onError: error => announce(sayRefusal(error)),
    async onSettled(_, __, { id }) {
      await queries.invalidateQueries({ queryKey: ['decided', workspace.id] })
      await queries.invalidateQueries({ queryKey: ['client', workspace.id, id] })
    },
  })
}
