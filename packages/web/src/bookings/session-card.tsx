import { fieldLabel, findField, formatValue } from '@daybook/catalogue'
import type { Json, ObjectView } from '@daybook/protocol'
import { languageOf, localDay, shortStamp, stampTitle } from '@daybook/timeline'
import { lazy, Suspense } from 'react'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { endText, startOf } from './session-time.ts'
import own from './sessions.module.css'
import { StatusMark } from './status-mark.tsx'

const ActButtons = lazy(async () => ({ default: (await import('../acting/act-buttons.tsx')).ActButtons }))

/** The history of a booking leads to its card. */
function arrive(card: HTMLElement | null): void {
  if (card === null || location.hash !== `#${card.id}`) return
  card.scrollIntoView({ block: 'center' })
  card.focus({ preventScroll: true })
}

/** Told by the head of the card. */
const TOLD = new Set(['status', 'deleted', 'startsAt', 'currency'])
const TOLD_WITH_END = new Set([...TOLD, 'endsAt'])
/** What takes the whole width. */
const LONG = new Set(['notes', 'clientNotes', 'answers'])

/** One booking with everything that is known of it, and what can be done with it. */
export function SessionCard({ session, clientId }: { session: ObjectView; clientId: string }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  const start = startOf(session, workspace.timeZone)
  const end = endText(session, place, workspace.timeZone)
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  const { service } = session.fields
  const title = session.name ?? (typeof service === 'string' ? service : session.id)
  return (
    <article
      className={own.card}
      id={session.ref}
      ref={arrive}
      tabIndex={-1}
      aria-labelledby={`${session.ref}-title`}
    >
      <header className={own.head}>
        <h3 id={`${session.ref}-title`}>
          <a href={`/objects/booking/${session.ref}`}>
            {start !== undefined && (
              <time dateTime={new Date(start).toISOString()} title={stampTitle(start, place)}>
                {[shortStamp(start, place, year), end].filter(Boolean).join('–')}
              </time>
            )}
            <span>{title}</span>
          </a>
        </h3>
        <StatusMark object={session} />
      </header>
      <Details session={session} title={title} told={end === undefined ? TOLD : TOLD_WITH_END} />
      <footer className={own.foot}>
        <Suspense>
          <ActButtons object={session} />
        </Suspense>
        <span className={own.links}>
          <a href={`/clients/${clientId}?object=${session.ref}`}>In the timeline</a>
          <a href={`/objects/booking/${session.ref}`}>History</a>
          <span className={own.id}>{session.id}</span>
        </span>
      </footer>
    </article>
  )
}

/** Every field that has a value, by its label. */
function Details({
  session,
  title,
  told,
}: {
  session: ObjectView
  title: string
  told: ReadonlySet<string>
}) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const language = languageOf(workspace.locale)
  const { currency } = session.fields
  const options = {
    locale: language,
    timeZone,
    ...(typeof currency === 'string' && { currency }),
  }
  const text = (name: string, value: Json) => formatValue(findField('booking', name), value, options)
  const known = Object.entries(session.fields).filter(
    ([name, value]) => !told.has(name) && value !== title && value !== '',
  )
  const label = (name: string) => fieldLabel('booking', name, language)
  return (
    <dl className={own.details}>
      {known
        .toSorted(([a], [b]) => Number(LONG.has(a)) - Number(LONG.has(b)))
        .map(([name, value]) => (
          <div key={name} className={LONG.has(name) ? own.long : undefined}>
            <dt>{label(name)}</dt>
            <dd>{text(name, value)}</dd>
          </div>
        ))}
      {session.hidden?.map(name => (
        <div key={name}>
          <dt>{label(name)}</dt>
          <dd className={own.id}>not kept</dd>
        </div>
      ))}
    </dl>
  )
}
