import { findObjectType } from '@daybook/catalogue'
import type { Entry } from '@daybook/protocol'
import { formatLocale, languageOf, SkeletonRows, type Timeline, type TimelineState } from '@daybook/timeline'
import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router'
import { useObject } from '../acting/use-object.ts'
import { EvidenceButton } from '../evidence/evidence-button.tsx'
import { FieldList } from '../objects/field-list.tsx'
import { ObjectActs } from '../objects/object-acts.tsx'
import { ObjectTable } from '../objects/object-table.tsx'
import { useObjectHistory } from '../objects/use-object-history.ts'
import css from '../objects/object-page.module.css'
import acts from '../parts/page-acts.module.css'
import button from '../parts/button.module.css'
import { Failure, isMissing } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { parseSearch } from '../search-names.ts'
import { Reading, useShownZone, useWorkspace } from '../workspace.tsx'
import page from './client-page.module.css'

const route = getRouteApi('/signed-in/objects/$type/$id')

const objectLink = (ref: string, type: string): string => `/objects/${encodeURIComponent(type)}/${ref}`

/** The history of one booking, payment or other object: who changed what, from what, to what (R-C2). */
export function ObjectPage() {
  const { type, id } = route.useParams()
  const { searchStr } = useLocation()
  const order = parseSearch(searchStr).order === 'asc' ? 'asc' : 'desc'
  const { workspace } = useWorkspace()
  const [state, timeline] = useObjectHistory(type, id, order)
  const { entries, status } = state
  const view = useObject(type, id).data
  const object = nameOf(entries, id)
  const label = findObjectType(type)?.label[languageOf(workspace.locale)] ?? type
  const title = [object?.id ?? object?.name ?? label, object?.id && object.name].filter(Boolean).join(' · ')

  if (status === 'failed' && isMissing(state.error)) return <NoSuchObject />
  if (status === 'failed')
    return (
      <Failure page error={state.error} what="The history could not be loaded" onRetry={timeline.retry} />
    )
  const ref = object?.ref ?? id
  return (
    <Reading objectLink={objectLink}>
      <title>{`${title} · Daybook`}</title>
      <header className={page.header}>
        <Crumb entries={entries} />
        <div className={page.head}>
          <div>
            <h1 className={page.name}>
              {status === 'loading' ? <span className={page.waiting}>History</span> : title}
            </h1>
            <p className={page.meta}>{label}: every change and everything linked to it</p>
          </div>
          <div className={acts.acts}>
            <ObjectActs object={view} />
            <EvidenceButton of={{ object: ref.startsWith('ob_') ? ref : `${type}:${id}` }} />
            <button type="button" className={button.button} onClick={() => print()}>
              Print
            </button>
          </div>
        </div>
      </header>
      {status === 'loading' ? (
        <SkeletonRows />
      ) : (
        <>
          <FieldList entries={entries} objectRef={ref} />
          <Bar state={state} order={order} objectRef={object?.ref} />
          <ObjectTable entries={entries} objectRef={ref} />
          <More state={state} timeline={timeline} />
        </>
      )}
    </Reading>
  )
}

interface BarProps {
  readonly state: TimelineState
  readonly order: 'desc' | 'asc'
  readonly objectRef: string | undefined
}

/** How many entries, whose clock, where they stand as sentences, and which way they read. */
function Bar({ state: { entries, next }, order, objectRef }: BarProps) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const navigate = useNavigate()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const search = { order: order === 'desc' ? 'asc' : undefined } as never
  return (
    <div className={css.bar}>
      <span>
        {number.format(entries.length)}
        {next !== null && ' or more'} {entries.length === 1 ? 'entry' : 'entries'} · Times in {timeZone}
      </span>
      <Narrowed entries={entries} objectRef={objectRef} />
      <button
        type="button"
        className={css.order}
        onClick={() => void navigate({ to: '.', search, replace: true, resetScroll: false })}
      >
        {order === 'desc' ? 'Newest first' : 'Oldest first'}
      </button>
    </div>
  )
}

/** Beneath a long history: more of it, or why it did not come. */
function More({ state: { status, next, error }, timeline }: { state: TimelineState; timeline: Timeline }) {
  if (error !== undefined)
    return <Failure error={error} what="The rest could not be loaded" onRetry={timeline.retry} />
  if (next === null) return null
  return (
    <p className={css.more}>
      <button
        type="button"
        className={button.button}
        aria-disabled={status === 'older'}
        onClick={() => void timeline.loadOlder()}
      >
        {status === 'older' ? 'Loading …' : 'Load more'}
      </button>
    </p>
  )
}

/** Back to whose it is; else to the log. */
function Crumb({ entries }: { entries: readonly Entry[] }) {
  const client = entries.flatMap(entry => entry.clients).find(one => !one.erased)
  return client ? (
    <a className={page.crumb} href={`/clients/${client.id}`}>
      {client.name ?? client.hostId ?? 'Client'} <span aria-hidden="true">›</span>
    </a>
  ) : (
    <a className={page.crumb} href="/activity">
      Activity <span aria-hidden="true">›</span>
    </a>
  )
}

/** The same entries as sentences, in the timeline of whose it is. */
function Narrowed({ entries, objectRef }: { entries: readonly Entry[]; objectRef: string | undefined }) {
  const client = entries.flatMap(entry => entry.clients).find(one => !one.erased)
  if (objectRef === undefined) return null
  const path = client ? `/clients/${client.id}` : '/activity'
  return <a href={`${path}?object=${objectRef}`}>Show in the {client ? 'timeline' : 'log'}</a>
}

/** The object as its newest entry names it. */
const nameOf = (entries: readonly Entry[], id: string) =>
  [...entries]
    .sort((a, b) => b.seq - a.seq)
    .flatMap(entry => entry.objects)
    .find(object => object.ref === id || object.id === id)

function NoSuchObject() {
  return (
    <Notice
      page
      title="There is no such history"
      actions={
        <a className={button.button} href="/activity">
          Activity
        </a>
      }
    >
      The address may be incomplete, or what it is about is not yours to see.
    </Notice>
  )
}
