import type { Entry, EntryActor } from '@daybook/protocol'
import { isPlainDate, Sentence, useReader } from '@daybook/timeline'
import { EntryDetails } from '@daybook/timeline/entry-details'
import { stringifySearch } from '../search-names.ts'
import css from './log-table.module.css'

/** Minutes before and after an entry that are around it. */
const AROUND = 10

/** What an entry holds, and where one goes on from it. */
export function LogDetails({ entry }: { entry: Entry }) {
  const { links } = useReader()
  const actor = actorKey(entry.actor)
  const object = entry.objects.find(one => one.type !== 'client')
  const client = entry.clients.find(one => !one.erased)
  const target = object
    ? stringifySearch({ object: object.ref })
    : client
      ? links.client?.(client.id)
      : undefined
  return (
    <div className={css.details}>
      <Sentence entry={entry} />
      <ul className={css.links}>
        {actor && (
          <li>
            <a href={`/activity${stringifySearch({ actor })}`}>All by this actor</a>
          </li>
        )}
        {target && (
          <li>
            <a href={object ? `/activity${target}` : target}>All about this target</a>
          </li>
        )}
        {object && links.object && (
          <li>
            <a href={links.object(object.ref, object.type)}>
              History of {object.id ?? object.name ?? object.type}
            </a>
          </li>
        )}
        <li>
          <a href={`/activity${stringifySearch({ ...around(entry), open: entry.id })}`}>Around this time</a>
        </li>
        <li>
          <a href={`/entries/${entry.id}`}>Open entry</a>
        </li>
      </ul>
      <EntryDetails entry={entry} acts={false} listed />
    </div>
  )
}

/** An actor as the filter knows them: by id, so that namesakes stay apart. */
function actorKey({ type, id, clientId }: EntryActor): string | undefined {
  if (clientId !== undefined) return clientId
  if (type === 'client') return undefined
  return id === undefined || id === '' ? type : `${type}:${id}`
}

/** The minutes around what happened; its day where only that is known. */
function around({ occurredAt }: Entry): { from: string; to: string } {
  if (isPlainDate(occurredAt)) return { from: occurredAt, to: occurredAt }
  const at = Date.parse(occurredAt)
  const instant = (ms: number): string => new Date(ms).toISOString()
  return { from: instant(at - AROUND * 60_000), to: instant(at + AROUND * 60_000 + 1) }
}
