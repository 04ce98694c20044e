import type { Entry } from '@daybook/protocol'
import { changeLabel, changeText, erasedText, useReader, VisuallyHidden } from '@daybook/timeline'
import css from './log-table.module.css'

/** Changes that a row tells; the details have all of them. */
const FEW = 2
/** Longer values are for the details. */
const LONG = 40

/** The first changed fields of an entry in short, before → after, and why. */
export function ChangeSummary({ entry }: { entry: Entry }) {
  const reader = useReader()
  const { words } = reader
  const erased = erasedText(entry, reader)
  const changes = entry.changes ?? []
  const rest = changes.length - FEW
  return (
    <>
      {erased && <small>{erased}</small>}
      {changes.slice(0, FEW).map(change => {
        const before = shorten(changeText(entry, change, change.before, reader))
        const after = shorten(changeText(entry, change, change.after, reader))
        return (
          <small key={`${change.ref} ${change.field}`}>
            {changeLabel(entry, change, reader)}:{' '}
            {change.hidden ? (
              words.hidden
            ) : (
              <>
                {before !== undefined && (
                  <>
                    <VisuallyHidden>{words.was} </VisuallyHidden>
                    <del>{before}</del> <span aria-hidden="true">→ </span>
                    <VisuallyHidden>, {words.now} </VisuallyHidden>
                  </>
                )}
                <ins>{after ?? words.none}</ins>
              </>
            )}
          </small>
        )
      })}
      {rest > 0 && <small className={css.rest}>{words.more.replace('{n}', String(rest))}</small>}
      {entry.reason && <small>“{shorten(entry.reason)}”</small>}
    </>
  )
}

const shorten = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > LONG ? `${text.slice(0, LONG).trimEnd()} …` : text
