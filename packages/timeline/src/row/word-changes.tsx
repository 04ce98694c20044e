import { Fragment } from 'react'
import { useReader } from '../reader.tsx'
import { wordDiff } from '../word-diff.ts'
import css from './changes.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** A long text with its changed words marked where they stand. */
export function WordChanges({ before, after }: { before: string; after: string }) {
  const { words } = useReader()
  return (
    <span className={css.text}>
      {wordDiff(before, after).map((run, index) => {
        const key = `${index}${run.kind}`
        if (run.kind === 'same') return <Fragment key={key}>{run.text}</Fragment>
        if (run.kind === 'was') {
          return (
            <del key={key}>
              <VisuallyHidden>[{words.was}: </VisuallyHidden>
              {run.text}
              <VisuallyHidden>]</VisuallyHidden>
            </del>
          )
        }
        return (
          <ins key={key} className={css.came}>
            <VisuallyHidden>[{words.now}: </VisuallyHidden>
            {run.text}
            <VisuallyHidden>]</VisuallyHidden>
          </ins>
        )
      })}
    </span>
  )
}

// In the same file of the built app: both come with the first row that needs one of them.
export { ListChanges } from './list-changes.tsx'
