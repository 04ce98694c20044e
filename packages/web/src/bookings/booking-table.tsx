import type { ObjectView } from '@daybook/protocol'
import { stampTitle } from '@daybook/timeline'
import { lazy, Suspense } from 'react'
import { useClientWord } from '../client-word.ts'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './bookings.module.css'
import { spanText, startOf } from './session-time.ts'
import { StatusMark } from './status-mark.tsx'

const ActButtons = lazy(async () => ({ default: (await import('../acting/act-buttons.tsx')).ActButtons }))

interface Props {
  readonly caption: string
  readonly bookings: readonly ObjectView[]
  /** False where the staff are told by a heading already. */
  readonly showsMember: boolean
  /** True for the day: what can be done is at hand. */
  readonly acts: boolean
}

/** Bookings in their order: each row opens its booking. */
export function BookingTable({ caption, bookings, showsMember, acts }: Props) {
  const word = useClientWord()
  const mayAct = useRights().has('act') && acts
  return (
    <div className={css.table}>
      <CardTable
        caption={caption}
        heads={['Session', word.One, ...(showsMember ? ['Staff'] : []), 'State']}
        acts={mayAct ? 'What can be done' : undefined}
      >
        {bookings.map(booking => (
          <BookingRow key={booking.ref} booking={booking} showsMember={showsMember} acts={mayAct} />
        ))}
      </CardTable>
    </div>
  )
}

function BookingRow({
  booking,
  showsMember,
  acts,
}: {
  booking: ObjectView
  showsMember: boolean
  acts: boolean
}) {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const place = { locale: workspace.locale, timeZone: workspace.timeZone }
  const start = startOf(booking, workspace.timeZone)
  const { service, room, member } = booking.fields
  const what = booking.name ?? (typeof service === 'string' ? service : booking.id)
  const under = [booking.id, room].filter(one => typeof one === 'string' && one !== what).join(' · ')
  return (
    <CardRow
      head={
        <a href={`/objects/booking/${booking.ref}`} className={css.open}>
          <time
            dateTime={start === undefined ? undefined : new Date(start).toISOString()}
            title={start === undefined ? undefined : stampTitle(start, place)}
          >
            {spanText(booking, place) ?? 'No time'}
          </time>
          <span className={css.what}>{what}</span>
        </a>
      }
      under={under}
      cells={[
        [word.One, <Clients key="clients" booking={booking} />],
        ...(showsMember ? [['Staff', typeof member === 'string' ? member : '–'] as const] : []),
        ['State', <StatusMark key="state" object={booking} />],
      ]}
      {...(acts && {
        acts: (
          <span className={css.acts}>
            <Suspense>
              <ActButtons object={booking} most={1} />
            </Suspense>
          </span>
        ),
      })}
    />
  )
}

/** Whose it is; each leads to their page. */
export function Clients({ booking }: { booking: ObjectView }) {
  const word = useClientWord()
  if (booking.clients.length === 0) return <>–</>
  return (
    <>
      {booking.clients.map((client, i) => (
        <span key={client.id}>
          {i > 0 && ', '}
          {client.erased ? (
            `Erased ${word.one}`
          ) : client.name === undefined && client.hostId === undefined ? (
            `Another ${word.one}`
          ) : (
            <a href={`/clients/${client.id}`} className={css.client}>
              {client.name ?? client.hostId}
            </a>
          )}
        </span>
      ))}
    </>
  )
}
