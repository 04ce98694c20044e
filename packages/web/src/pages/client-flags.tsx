import type { ClientSummary } from '@daybook/protocol'
import { mediumDate } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './client-flags.module.css'

/** What one should know of a client before anything else: gone, deleted, held, and how often they did not come. */
export function ClientFlags({ client, full = false }: { client: ClientSummary; full?: boolean }) {
  const flags = useFlags(client, full)
  if (flags.length === 0) return null
  return (
    <ul className={css.flags} role="list">
      {flags.map(flag => (
        <li key={flag.text} className={flag.tone && css[flag.tone]} title={flag.title}>
          {flag.text}
        </li>
      ))}
    </ul>
  )
}

interface Flag {
  readonly text: string
  readonly title?: string
  readonly tone?: 'bad' | 'warn'
}

/** `full`: with the dates, where there is room for them. */
function useFlags({ erased, noShows, privacy }: ClientSummary, full: boolean): Flag[] {
  const { workspace } = useWorkspace()
  const day = (at: string) => mediumDate(at.slice(0, 10), workspace.locale)
  const flags: Flag[] = []
  const gone = privacy?.gone
  if (erased || gone) {
    const done = gone?.mode === 'anonymise' ? 'Anonymised' : 'Erased'
    flags.push({ text: gone ? `${done} on ${day(gone.at)}` : done })
  }
  if (privacy?.deleted) {
    const { at, eraseAt, daysLeft } = privacy.deleted
    const end = eraseAt
      ? `data is erased on ${day(eraseAt)}`
      : `erasure waits for the hold${daysLeft === undefined ? '' : `, ${daysLeft} days are left`}`
    flags.push({
      tone: 'bad',
      text: full ? `Deleted on ${day(at)}, ${end}` : 'Deleted',
      title: `Deleted on ${day(at)}, ${end}`,
    })
  }
  if (privacy?.hold) {
    const since = `On legal hold since ${day(privacy.hold.since)}`
    flags.push({ tone: 'warn', text: full ? since : 'On hold', title: since })
  }
  if (noShows > 0) flags.push({ tone: 'warn', text: noShows === 1 ? '1 no-show' : `${noShows} no-shows` })
  return flags
}
