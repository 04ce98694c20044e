import type { Entry } from '@daybook/protocol'
import { formatLocale, type TimelineState } from '@daybook/timeline'
import { useNavigate } from '@tanstack/react-router'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './object-page.module.css'

interface Props {
  readonly type: string
  readonly state: TimelineState
  readonly order: 'desc' | 'asc'
  readonly objectRef: string | undefined
}

/** How many entries, whose clock, where they stand as sentences, and which way they read. */
export function HistoryBar({ type, state: { entries, next }, order, objectRef }: Props) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const navigate = useNavigate()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const search = (before: Record<string, unknown>) => ({
    ...before,
    order: order === 'desc' ? 'asc' : undefined,
  })
  return (
    <div className={css.bar}>
      <span>
        {number.format(entries.length)}
        {next !== null && ' or more'} {entries.length === 1 ? 'entry' : 'entries'} · Times in {timeZone}
      </span>
      <Narrowed type={type} entries={entries} objectRef={objectRef} />
      <button
        type="button"
        className={css.order}
        onClick={() => void navigate({ to: '.', search: search as never, replace: true, resetScroll: false })}
      >
        {order === 'desc' ? 'Newest first' : 'Oldest first'}
      </button>
    </div>
  )
}

interface NarrowedProps {
  readonly type: string
  readonly entries: readonly Entry[]
  readonly objectRef: string | undefined
}

/** The same entries as sentences, in the timeline of whose it is; a booking also among the client's sessions. */
function Narrowed({ type, entries, objectRef }: NarrowedProps) {
  const client = entries.flatMap(entry => entry.clients).find(one => !one.erased)
  if (objectRef === undefined) return null
  const path = client ? `/clients/${client.id}` : '/activity'
  return (
    <span className={css.elsewhere}>
      {client && type === 'booking' && (
        <a href={`/clients/${client.id}/sessions#${objectRef}`}>Show in the sessions</a>
      )}
      <a href={`${path}?object=${objectRef}`}>Show in the {client ? 'timeline' : 'log'}</a>
    </span>
  )
}
