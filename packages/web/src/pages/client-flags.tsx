import type { ClientSummary } from '@daybook/protocol'
import { mediumDate } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './client-flags.module.css'

/** What one should know of a client before anything else: gone, deleted, held, and how often they did not come. */
export function ClientFlags({ client }: { client: ClientSummary }) {
  const flags = useFlags(client)
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

/** Dates are said to whoever points at a flag. */
function useFlags({ erased, noShows, privacy }: ClientSummary): Flag[] {
  const { workspace } = useWorkspace()
  const day = (at: string) => mediumDate(at.slice(0, 10), workspace.locale)
  const flags: Flag[] = []
  const gone = privacy?.gone
  if (erased || gone) {
    const done = gone?.mode === 'anonymise' ? 'Anonymised' : 'Erased'
    const text = gone ? `${done} on ${day(gone.at)}` : done
    flags.push({ text: done, title: text })
  }
  if (privacy?.deleted) {
    const { at, eraseAt, daysLeft } = privacy.deleted
    const end = eraseAt
      ? `data is erased on ${day(eraseAt)}`
      : `erasure waits for the hold${daysLeft === undefined ? '' : `, ${daysLeft} days are left`}`
    flags.push({
      tone: 'bad',
      text: 'Deleted',
      title: `Deleted on ${day(at)}, ${end}`,
    })
  }
  if (privacy?.hold) {
    const since = `On legal hold since ${day(privacy.hold.since)}`
    flags.push({ tone: 'warn', text: 'On hold', title: since })
  }
  if (noShows > 0) flags.push({ tone: 'warn', text: noShows === 1 ? '1 no-show' : `${noShows} no-shows` })
  return flags
}
