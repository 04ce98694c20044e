import type { Entry, EntryObject, HostLinks, ObjectView } from '@daybook/protocol'
import { localDay, shortStamp, zoneName } from '@daybook/timeline'
import { lazy, Suspense, useState } from 'react'
import { ActButtons } from '../acting/act-buttons.tsx'
import { StatusMark } from '../bookings/status-mark.tsx'
import { EvidenceButton } from '../evidence/evidence-button.tsx'
import button from '../parts/button.module.css'
import acts from '../parts/page-acts.module.css'
import page from '../pages/client-page.module.css'
import { useRights } from '../session.ts'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { movedOf } from './moved-of.ts'
import css from './object-page.module.css'
import { useObjectTitle } from './use-object-title.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('../exports/export-dialog.tsx')).ExportDialog,
}))

interface Props {
  readonly type: string
  readonly id: string
  readonly entries: readonly Entry[]
  /** The object as an entry names it. */
  readonly named: EntryObject | undefined
  readonly view: ObjectView | undefined
  /** Of a booking: null where Daybook keeps the records, undefined while it is not known. */
  readonly links: HostLinks | null | undefined
  readonly loading: boolean
}

/** What an object is called, how it stands, and what can be done with it and taken along. */
export function ObjectHead({ type, id, entries, named, view, links, loading }: Props) {
  const { label, title } = useHeadTitle({ type, entries, named, view })
  const ref = named?.ref ?? id
  return (
    <header className={page.header}>
      <title>{`${title} · Daybook`}</title>
      <Crumb entries={entries} />
      <div className={css.head}>
        <div className={css.named}>
          <h1 className={page.name}>{loading ? <span className={page.waiting}>History</span> : title}</h1>
          <p className={page.meta}>
            {view && (view.deleted || view.fields['status'] !== undefined) && <StatusMark object={view} />}
            {named?.id !== undefined && !title.includes(named.id) && <code>{named.id}</code>}
            <Time view={view} />
            <span>
              {view?.fields['startsAt'] ? label : `${label}: every change and everything linked to it`}
            </span>
          </p>
          <Moves entries={entries} objectRef={ref} />
        </div>
        <div className={acts.acts}>
          {/* Where a host keeps the records, what is done with them is done there. */}
          {!links && (type !== 'booking' || links === null) && <ActButtons object={view} title={title} />}
          <Export objectRef={named?.ref} />
          <EvidenceButton of={{ object: ref.startsWith('ob_') ? ref : `${type}:${id}` }} />
          <button type="button" className={button.button} onClick={() => print()}>
            Print
          </button>
        </div>
      </div>
    </header>
  )
}

/** Its id before its own name; what has none is called by what it is, and its id stands beneath. */
function useHeadTitle({ type, entries, named, view }: Pick<Props, 'type' | 'entries' | 'named' | 'view'>) {
  const titleOf = useObjectTitle()
  const told = { type, name: named?.name, fields: view?.fields ?? {} }
  const clients = entries.flatMap(entry => entry.clients).filter(client => !client.erased)
  const { label, title } = titleOf({ ...told, clients }, toldAmount(entries, named?.ref))
  return { label, title: named?.id && named.name === title ? `${named.id} · ${title}` : title }
}

/** What it comes to, as the first entry about it says. */
const toldAmount = (entries: readonly Entry[], ref: string | undefined) =>
  entries
    .filter(({ objects, context }) => objects[0]?.ref === ref && context?.amount !== undefined)
    .toSorted((a, b) => a.seq - b.seq)[0]?.context?.amount

/** When it takes place, with its zone; by whom and where. */
function Time({ view }: { view: ObjectView | undefined }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const { startsAt, member, room } = view?.fields ?? {}
  const place = { locale: workspace.locale, timeZone }
  const at = typeof startsAt === 'string' ? Date.parse(startsAt) : Number.NaN
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  return (
    <>
      {!Number.isNaN(at) && (
        <time dateTime={String(startsAt)}>
          {shortStamp(at, place, year)} {zoneName(at, place)}
        </time>
      )}
      {typeof member === 'string' && <span>{member}</span>}
      {typeof room === 'string' && <span>{room}</span>}
    </>
  )
}

/** Where a booking was moved by making another: each leads to the other. */
function Moves({ entries, objectRef }: { entries: readonly Entry[]; objectRef: string }) {
  const { to, from } = movedOf(entries, objectRef)
  if (to.length + from.length === 0) return null
  const link = (object: EntryObject) => (
    <a key={object.ref} href={`/objects/booking/${object.ref}`}>
      {object.id ?? object.name ?? 'another session'}
    </a>
  )
  return (
    <p className={css.moves}>
      {from.length > 0 && <span>Moved from {from.map(link)}</span>}
      {to.length > 0 && <span>Moved to {to.map(link)}</span>}
    </p>
  )
}

/** The entries of this object as a file. */
function Export({ objectRef }: { objectRef: string | undefined }) {
  const rights = useRights()
  const [open, setOpen] = useState(false)
  if (objectRef === undefined || !rights.has('export')) return null
  return (
    <>
      <button type="button" className={button.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Export
      </button>
      <Suspense>{open && <ExportDialog object={objectRef} onClose={() => setOpen(false)} />}</Suspense>
    </>
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
