import { lazy, Suspense } from 'react'
import { useReader } from '../reader.tsx'
import css from './changes.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

// Few rows change long texts: the comparison comes when the first one does.
const WordChanges = lazy(async () => ({ default: (await import('./word-changes.tsx')).WordChanges }))
const ListChanges = lazy(async () => ({ default: (await import('./word-changes.tsx')).ListChanges }))

/** Texts longer than this are shown as changed words. */
const LONG = 60

interface Props {
  /** Formatted; undefined where there was or is nothing. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** True where only the value now is of interest: a first recording. */
  readonly first?: boolean
  /** Said to whoever points at a value: other clocks. */
  readonly titles?: { readonly before?: string; readonly after?: string }
  /** The elements of a list. */
  readonly items?: { readonly before: readonly string[]; readonly after: readonly string[] }
}

/** One field's before → after, readable at a glance and said aloud as "was … now …". */
export function ChangeValue({ before, after, first, titles, items }: Props) {
  const { words } = useReader()
  const none = <span className={css.none}>{words.none}</span>
  if (first) {
    return (
      <span className={css.value} title={titles?.after}>
        {after ?? none}
      </span>
    )
  }
  if (items) {
    return (
      <Suspense fallback={<span className={css.text}>{after}</span>}>
        <ListChanges {...items} />
      </Suspense>
    )
  }
  if (before !== undefined && after !== undefined && isLong(before, after)) {
    return (
      <Suspense fallback={<span className={css.text}>{after}</span>}>
        <WordChanges before={before} after={after} />
      </Suspense>
    )
  }
  return (
    <>
      <VisuallyHidden>{words.was} </VisuallyHidden>
      {before === undefined ? (
        none
      ) : (
        <del className={css.value} title={titles?.before}>
          {before}
        </del>
      )}
      <span className={css.arrow} aria-hidden="true">
        →
      </span>
      <VisuallyHidden>, {words.now} </VisuallyHidden>
      {after === undefined ? (
        none
      ) : (
        <ins className={css.value} title={titles?.after}>
          {after}
        </ins>
      )}
    </>
  )
}

const isLong = (before: string, after: string) =>
  before.length > LONG || after.length > LONG || before.includes('\n') || after.includes('\n')
