import { lazy, Suspense } from 'react'
import { useReader } from '../reader.tsx'
import css from './changes.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

// Few rows change long texts: the comparison comes when the first one does.
const WordChanges = lazy(async () => ({ default: (await import('./word-changes.tsx')).WordChanges }))

/** Texts longer than this are shown as changed words. */
const LONG = 60

interface Props {
  /** Formatted; undefined where there was or is nothing. */
  readonly before: string | undefined
  readonly after: string | undefined
  /** True where only the value now is of interest: a first recording. */
  readonly first?: boolean
}

/** One field's before → after, readable at a glance and said aloud as "was … now …". */
export function ChangeValue({ before, after, first }: Props) {
  const { words } = useReader()
  const none = <span className={css.none}>{words.none}</span>
  if (first) return <span className={css.value}>{after ?? none}</span>
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
      {before === undefined ? none : <del className={css.value}>{before}</del>}
      <span className={css.arrow} aria-hidden="true">
        →
      </span>
      <VisuallyHidden>, {words.now} </VisuallyHidden>
      {after === undefined ? none : <ins className={css.value}>{after}</ins>}
    </>
  )
}

const isLong = (before: string, after: string) =>
  before.length > LONG || after.length > LONG || before.includes('\n') || after.includes('\n')
