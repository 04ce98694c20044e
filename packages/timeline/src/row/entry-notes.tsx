import type { Entry } from '@daybook/protocol'
import { isPlainDate } from '../local-day.ts'
import { useReader } from '../reader.tsx'
import { personName } from '../say.ts'
import { longDate, shortStamp } from '../stamps.ts'
import { detailWords } from '../words.ts'
import { Icon } from './icon.tsx'
import css from './entry-notes.module.css'

/** What the staff noted on an entry, beneath it; each leads to the note's own entry. */
export function EntryNotes({ entry }: { entry: Entry }) {
  const reader = useReader()
  const words = detailWords(reader.locale)
  return (
    <ul className={css.notes} aria-label={words.notes}>
      {entry.notes?.map(note => (
        <li key={note.entry}>
          <Icon name="note" size={14} />
          <div>
            <p>{note.note}</p>
            <a href={reader.links.entry?.(note.entry)}>
              {personName(note.actor, entry, reader)},{' '}
              <time dateTime={note.occurredAt}>
                {isPlainDate(note.occurredAt)
                  ? longDate(note.occurredAt, reader.locale)
                  : shortStamp(Date.parse(note.occurredAt), reader, reader.today.slice(0, 4))}
              </time>
            </a>
          </div>
        </li>
      ))}
    </ul>
  )
}
