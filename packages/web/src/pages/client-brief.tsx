import { findField, formatValue } from '@daybook/catalogue'
import type { ClientBrief as Brief, MissedSessions, SessionGlance } from '@daybook/protocol'
import { formatLocale, languageOf, mediumDate } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useWorkspace } from '../workspace.tsx'
import { StatusMark } from '../bookings/status-mark.tsx'
import css from './client-glance.module.css'
import { ClientStamp } from './client-stamp.tsx'
import { Fact } from './glance-fact.tsx'

/** Before somebody is seen: what was last, what comes, what changed since, what is owed, what was noted (R-C8). */
export function ClientBrief({ clientId }: { clientId: string }) {
  const { daybook, workspace } = useWorkspace()
  const { data: brief } = useQuery({
    queryKey: ['brief', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<Brief>('GET', `/v1/clients/${encodeURIComponent(clientId)}/brief`, { signal }),
    meta: { side: 'the brief' },
    staleTime: 0,
  })
  return (
    <section className={`${css.card} ${css.brief}`} aria-label="Before you start">
      <h2>Before you start</h2>
      <dl>
        <Fact label="Last visit">
          {brief ? <Session of={brief.lastVisit} none="none yet" marked /> : '–'}
        </Fact>
        <Fact label="Next">{brief ? <Session of={brief.next} none="nothing booked" /> : '–'}</Fact>
        {brief && <Rest brief={brief} clientId={clientId} />}
      </dl>
      {brief?.notes.map(note => (
        <blockquote key={note.ref} className={css.note}>
          <p>{note.text}</p>
          <footer>
            <a href={`/objects/${note.type}/${note.ref}`}>
              Note of <ClientStamp at={note.startsAt} />
            </a>
          </footer>
        </blockquote>
      ))}
    </section>
  )
}

function Session({ of, none, marked }: { of: SessionGlance | undefined; none: string; marked?: boolean }) {
  if (of === undefined) return none
  return (
    <>
      <a href={`/objects/${of.type}/${of.ref}`} title={of.name}>
        <ClientStamp at={of.startsAt} />
      </a>
      {marked && of.status !== undefined && of.status !== 'completed' && (
        <span className={css.state}>
          <StatusMark object={{ type: of.type, fields: { status: of.status }, deleted: false }} />
        </span>
      )}
    </>
  )
}

function Rest({ brief, clientId }: { brief: Brief; clientId: string }) {
  const { workspace } = useWorkspace()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const { changes, recent, unpaid } = brief
  const path = `/clients/${clientId}`
  const from = changes.since === undefined ? '' : `&from=${encodeURIComponent(changes.since)}`
  const [first] = unpaid.items
  const money = unpaid.amounts.map(({ value, currency }) =>
    formatValue(findField('payment', 'amount'), value, {
      locale: languageOf(workspace.locale),
      timeZone: workspace.timeZone,
      currency,
    }),
  )
  return (
    <>
      {changes.since !== undefined && (
        <Fact label="Since then">
          {changes.count === 0 ? (
            'no changes'
          ) : (
            <a href={`${path}?scope=session&scope=profile&scope=payments${from}`}>
              {changes.exact ? '' : 'at least '}
              {number.format(changes.count)} {changes.count === 1 ? 'change' : 'changes'}
            </a>
          )}
        </Fact>
      )}
      {first && (
        <Fact label="Unpaid">
          <a
            className={css.unpaid}
            href={
              unpaid.items.length === 1
                ? `/objects/${first.object.type}/${first.object.ref}`
                : `${path}/related`
            }
          >
            {unpaid.exact ? '' : 'at least '}
            {money.length > 0 ? money.join(' + ') : number.format(unpaid.items.length)}
          </a>
        </Fact>
      )}
      <Missed label="Cancelled" missed={recent.cancelled} recent={recent} href={`${path}/sessions`} />
      <Missed label="No-shows" missed={recent.noShows} recent={recent} href={`${path}/sessions`} />
    </>
  )
}

interface MissedProps {
  readonly label: string
  readonly missed: MissedSessions
  readonly recent: Brief['recent']
  readonly href: string
}

/** How many of the sessions of the last half year, and when the latest was to be. */
function Missed({ label, missed: { count, latest }, recent, href }: MissedProps) {
  const { workspace } = useWorkspace()
  if (count === 0) return null
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const [last] = latest
  return (
    <Fact label={label}>
      <a href={href} title={`Of the sessions since ${mediumDate(recent.since, workspace.locale)}`}>
        {number.format(count)} of {number.format(recent.sessions)}
      </a>
      {last && (
        <span className={css.state}>
          last <ClientStamp at={last.startsAt} />
        </span>
      )}
    </Fact>
  )
}
