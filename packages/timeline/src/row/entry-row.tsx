import type { Entry } from '@daybook/protocol'
import { type CSSProperties, lazy, memo, type ReactNode, Suspense } from 'react'
import { useReader } from '../reader.tsx'
import { filterLabel, iconOf } from '../say.ts'
import { ChangeList } from './change-list.tsx'
import { Facts } from './facts.tsx'
import { Icon } from './icon.tsx'
import { ObjectChips } from './object-chips.tsx'
import { RawDetails } from './raw-details.tsx'
import { RowBoundary } from './row-boundary.tsx'
import css from './row.module.css'
import { Sentence } from './sentence.tsx'
import { Stamp } from './stamp.tsx'

export interface RowProps {
  readonly entry: Entry
  /** Read instead of the entry in sentence and changes: the entry with the changes of its whole burst. */
  readonly said?: Entry
  /** True while the details are open beneath the sentence. */
  readonly open: boolean
  /** Called with the entry's id when its details are to open or close. Has to stay the same function. */
  onToggle(id: string): void
  /** The row's id in the document where it is not the entry's own: inside a burst. */
  readonly id?: string
  readonly children?: ReactNode
}

const EntryDetails = lazy(async () => ({ default: (await import('./entry-details.tsx')).EntryDetails }))

const EntryNotes = lazy(async () => ({ default: (await import('./entry-notes.tsx')).EntryNotes }))

/** The id of an entry's row in the document, for focus and links. */
export const rowId = (entryId: string): string => `row-${entryId}`

/** One entry of a timeline: when, what sort, the sentence, what changed. Reads only; nothing here edits an entry. */
export const EntryRow = memo(function EntryRow({
  entry,
  said = entry,
  open,
  onToggle,
  id,
  children,
}: RowProps) {
  const reader = useReader()
  const row = id ?? rowId(entry.id)
  const title = `${row}-s`
  const details = `${row}-d`
  const hue = { '--tl-hue': `var(--tl-${entry.category}, var(--tl-system))` } as CSSProperties
  const className = entry.erased ? `${css.row} ${css.erased}` : css.row
  return (
    <article
      className={className}
      style={hue}
      id={row}
      data-entry={entry.id}
      tabIndex={-1}
      aria-labelledby={title}
    >
      <Stamp entry={entry} className={css.time} />
      <span className={css.disc} title={filterLabel('category', entry.category, reader.locale)}>
        <Icon name={iconOf(entry)} />
      </span>
      <div className={css.body}>
        <RowBoundary resetKey={entry} fallback={<Broken entry={entry} id={title} />}>
          <div className={css.head}>
            <Sentence entry={said} id={title} />
            <ObjectChips entry={entry} />
          </div>
          <ChangeList entry={said} />
          <Facts entry={entry} />
          {entry.notes && (
            <Suspense>
              <EntryNotes entry={entry} />
            </Suspense>
          )}
          {children}
          {open && (
            <Suspense>
              <EntryDetails entry={entry} id={details} />
            </Suspense>
          )}
        </RowBoundary>
      </div>
      <Toggle open={open} details={details} title={title} onToggle={() => onToggle(entry.id)} />
    </article>
  )
})

interface ToggleProps {
  readonly open: boolean
  /** The id of what it opens, and of the sentence that says what about. */
  readonly details: string
  readonly title: string
  onToggle(): void
}

function Toggle({ open, details, title, onToggle }: ToggleProps) {
  const { words } = useReader()
  return (
    <button
      type="button"
      className={css.toggle}
      aria-expanded={open}
      aria-controls={open ? details : undefined}
      aria-label={words.details}
      aria-describedby={title}
      onClick={onToggle}
    >
      <Icon name="chevron" size={14} />
    </button>
  )
}

function Broken({ entry, id }: { entry: Entry; id: string }) {
  const { words } = useReader()
  return (
    <>
      <p className={css.sentence} id={id}>
        <b>{entry.action}</b>
      </p>
      <p className={css.tags}>{words.broken}</p>
      <RawDetails entry={entry} />
    </>
  )
}
