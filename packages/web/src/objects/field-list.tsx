import type { Entry } from '@daybook/protocol'
import { changeLabel, changeText, personName, rowId, useReader } from '@daybook/timeline'
import { lastChanges } from './last-changes.ts'
import css from './object-page.module.css'
import { When } from './object-table.tsx'

/** Each field's value now and its last change, one click from the entry that made it. */
export function FieldList({ entries, objectRef }: { entries: readonly Entry[]; objectRef: string }) {
  const reader = useReader()
  const last = lastChanges(entries, objectRef)
  if (last.length === 0) return null
  return (
    <section aria-labelledby="fields-title" className={css.fields}>
      <h2 id="fields-title">Last change of each field</h2>
      <ul>
        {last.map(({ entry, change }) => (
          <li key={change.field}>
            <span className={css.field}>{changeLabel(entry, change, reader)}</span>
            <span className={css.now}>
              {change.hidden
                ? reader.words.hidden
                : (changeText(entry, change, change.after, reader) ?? reader.words.none)}
            </span>
            <a
              href={`#${rowId(entry.id)}`}
              onClick={event => {
                event.preventDefault()
                show(entry.id)
              }}
            >
              <When entry={entry} />, {personName(entry.actor, entry, reader)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Leads to the entry's line in the table. */
function show(entryId: string): void {
  const line = document.getElementById(rowId(entryId))
  line?.scrollIntoView({ block: 'center' })
  line?.focus({ preventScroll: true })
}
