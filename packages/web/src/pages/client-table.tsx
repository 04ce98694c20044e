import type { ClientSort, ClientSummary } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useClientWord } from '../client-word.ts'
import { Glyph } from '../parts/glyph.tsx'
import { useShownZone } from '../workspace.tsx'
import { ClientFlags } from './client-flags.tsx'
import { ClientMenu } from './client-menu.tsx'
import { ClientStamp } from './client-stamp.tsx'
import css from './client-table.module.css'
import { type ClientList, FIRST_ORDER } from './use-client-list.ts'

interface Props {
  readonly clients: readonly ClientSummary[]
  readonly list: ClientList
  onSort(change: Partial<ClientList>): void
  /** True while other clients are on their way. */
  readonly stale: boolean
}

/** The client list. The roles are said again because a table laid out as cards loses them. */
export function ClientTable({ clients, list, onSort, stale }: Props) {
  const timeZone = useShownZone()
  const signIns = clients.some(client => client.lastSignIn)
  const column = (sort: ClientSort, label: string, className?: string) => (
    <Column sort={sort} list={list} onSort={onSort} className={className}>
      {label}
    </Column>
  )
  return (
    <table className={stale ? `${css.table} ${css.stale}` : css.table} role="table" aria-busy={stale}>
      <caption className={css.caption}>Clients, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {column('name', 'Name')}
          {column('lastActivity', 'Last activity', css.activity)}
          {column('nextSession', 'Next session', css.session)}
          {signIns && (
            <th scope="col" role="columnheader" className={css.session}>
              Last sign-in
            </th>
          )}
          <th scope="col" role="columnheader" className={css.flags}>
            Flags
          </th>
          {column('bookings', 'Bookings', css.number)}
          <th scope="col" role="columnheader" className={css.menu}>
            <VisuallyHidden>More</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {clients.map(client => (
          <ClientRow key={client.id} client={client} signIns={signIns} />
        ))}
      </tbody>
    </table>
  )
}

interface ColumnProps {
  readonly sort: ClientSort
  readonly list: ClientList
  onSort(change: Partial<ClientList>): void
  readonly className?: string
  readonly children: string
}

/** A heading that sorts by its column, and the other way round when pressed again. */
function Column({ sort, list, onSort, className, children }: ColumnProps) {
  const on = list.sort === sort
  const other = list.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      role="columnheader"
      className={className}
      aria-sort={on ? (list.order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <button
        type="button"
        className={css.sort}
        onClick={() => onSort({ sort, order: on ? other : FIRST_ORDER[sort] })}
      >
        {children}
        <Glyph
          className={on ? css.on : css.off}
          d={on && list.order === 'desc' ? 'M6 2v8M3 7l3 3 3-3' : 'M6 10V2M3 5l3-3 3 3'}
          size={12}
          box={12}
          weight={1.4}
        />
      </button>
    </th>
  )
}

/** One client: the name is the row's link, which covers all of it; what else can be done is behind the button. */
function ClientRow({ client, signIns }: { client: ClientSummary; signIns: boolean }) {
  const word = useClientWord().one
  const { lastActivity, nextSession, lastSignIn } = client
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        <a href={`/clients/${client.id}`} className={client.erased ? css.erased : undefined}>
          {client.erased ? `Erased ${word}` : (client.name ?? client.hostId ?? client.id)}
        </a>
        {client.hostId && client.name && <span className={css.id}>{client.hostId}</span>}
      </th>
      <td role="cell" data-label="Last activity">
        {lastActivity ? (
          <>
            <span className={css.sentence} title={lastActivity.sentence}>
              {lastActivity.sentence || lastActivity.action}
            </span>
            <ClientStamp at={lastActivity.occurredAt} />
          </>
        ) : (
          <None />
        )}
      </td>
      <td role="cell" data-label="Next session">
        {nextSession ? (
          <>
            <ClientStamp at={nextSession.startsAt} />
            {nextSession.object.name && <span className={css.what}>{nextSession.object.name}</span>}
          </>
        ) : (
          <None />
        )}
      </td>
      {signIns && (
        <td role="cell" data-label="Last sign-in">
          {lastSignIn ? <ClientStamp at={lastSignIn.occurredAt} /> : <None />}
        </td>
      )}
      <td role="cell" data-label="Flags" className={css.flagged}>
        <ClientFlags client={client} />
      </td>
      <td role="cell" data-label="Bookings" className={css.number}>
        {client.bookings}
      </td>
      <td role="cell" className={css.menu}>
        <ClientMenu client={client} />
      </td>
    </tr>
  )
}

const None = () => <span className={css.none}>–</span>
