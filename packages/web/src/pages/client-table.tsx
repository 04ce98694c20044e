import type { ClientSummary } from '@daybook/protocol'
import { localDay, mediumDate, shortStamp } from '@daybook/timeline'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './client-table.module.css'

/** The client list. The roles are said again because a table laid out as cards loses them. */
export function ClientTable({ clients, stale }: { clients: readonly ClientSummary[]; stale: boolean }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  const stamp = (at: string) =>
    at.length === 10 ? mediumDate(at, workspace.locale) : shortStamp(Date.parse(at), place, year)
  const sessions = clients.some(client => client.nextSession)
  return (
    <table className={stale ? `${css.table} ${css.stale}` : css.table} role="table" aria-busy={stale}>
      <caption className={css.caption}>Clients, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            Name
          </th>
          <th scope="col" role="columnheader" className={css.activity}>
            Last activity
          </th>
          {sessions && (
            <th scope="col" role="columnheader" className={css.session}>
              Next session
            </th>
          )}
          <th scope="col" role="columnheader" className={css.number}>
            Bookings
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {clients.map(client => (
          <ClientRow key={client.id} client={client} sessions={sessions} stamp={stamp} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly client: ClientSummary
  /** True where the column of the next session is there. */
  readonly sessions: boolean
  stamp(at: string): string
}

/** One client: the name is the row's link, which covers all of it. */
function ClientRow({ client, sessions, stamp }: RowProps) {
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={`/clients/${client.id}`} className={client.erased ? css.erased : undefined}>
          {client.erased ? 'Erased client' : (client.name ?? client.hostId ?? client.id)}
        </a>
        {client.hostId && client.name && <span className={css.id}>{client.hostId}</span>}
      </th>
      <td role="cell" data-label="Last activity">
        {client.lastActivity ? (
          <>
            <span className={css.sentence}>{client.lastActivity.sentence || client.lastActivity.action}</span>
            <time dateTime={client.lastActivity.occurredAt} title={client.lastActivity.occurredAt}>
              {stamp(client.lastActivity.occurredAt)}
            </time>
          </>
        ) : (
          <span className={css.none}>–</span>
        )}
      </td>
      {sessions && (
        <td role="cell" data-label="Next session">
          {client.nextSession ? (
            <time dateTime={client.nextSession.startsAt} title={client.nextSession.startsAt}>
              {stamp(client.nextSession.startsAt)}
            </time>
          ) : (
            <span className={css.none}>–</span>
          )}
        </td>
      )}
      <td role="cell" data-label="Bookings" className={css.number}>
        {client.bookings}
      </td>
    </tr>
  )
}
