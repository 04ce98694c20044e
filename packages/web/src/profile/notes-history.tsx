import type { EntryPage } from '@daybook/protocol'
import { isPlainDate, longDate } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useInZone } from '../settings/use-in-zone.ts'
import { useWorkspace } from '../workspace.tsx'
import { useActorName } from './use-actor-name.ts'
import css from './profile.module.css'

const SHOWN = 5

/** What the notes said before: who changed them, when, and what they said then. */
export function NotesHistory({ clientId }: { clientId: string }) {
  const { daybook, workspace } = useWorkspace()
  const nameOf = useActorName()
  const inZone = useInZone()
  const { data } = useQuery({
    queryKey: ['notes-history', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<EntryPage>('GET', `/v1/clients/${encodeURIComponent(clientId)}/timeline`, {
        query: { field: 'notes', limit: SHOWN },
        signal,
      }),
    staleTime: 0,
    meta: { side: 'the history of the notes' },
  })
  const entries = data?.entries ?? []
  if (entries.length === 0) return null
  return (
    <details className={css.history}>
      <summary>History of the notes</summary>
      <ol>
        {entries.map(entry => {
          const { occurredAt } = entry
          const change = entry.changes?.find(one => one.field === 'notes')
          const text = change?.hidden ? 'changed (hidden)' : String(change?.after ?? 'emptied')
          return (
            <li key={entry.id}>
              <a href={`/entries/${entry.id}`}>
                {nameOf(entry.actor)},{' '}
                <time dateTime={occurredAt}>
                  {isPlainDate(occurredAt)
                    ? longDate(occurredAt, workspace.locale)
                    : inZone.stamp(occurredAt)}
                </time>
              </a>
              <p>{text}</p>
            </li>
          )
        })}
      </ol>
      <a href={`/clients/${clientId}?field=notes`}>All in the timeline</a>
    </details>
  )
}
