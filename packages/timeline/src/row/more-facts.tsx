import { Children, type ReactNode, useCallback, useState } from 'react'
import { useReader } from '../reader.tsx'
import { fill } from '../words.ts'
import css from './changes.module.css'
import { useFound } from './use-found.ts'

/** At most this many facts stand under a sentence before "and 4 more". */
const SHOWN = 3

/** A list of facts whose tail is closed but stays in the document, so that find-in-page reaches it. */
export function MoreFacts({ children, shown = SHOWN }: { children: ReactNode; shown?: number }) {
  const { words } = useReader()
  const [open, setOpen] = useState(false)
  const found = useFound<HTMLDListElement>(
    open,
    useCallback(() => setOpen(true), []),
  )
  const all = Children.toArray(children)
  if (all.length === 0) return null
  const rest = all.slice(shown)
  return (
    <>
      <dl className={css.facts}>{all.slice(0, shown)}</dl>
      {rest.length > 0 && (
        <>
          <dl className={css.facts} ref={found}>
            {rest}
          </dl>
          <button type="button" className={css.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.fewer : fill(words.more, rest.length)}
          </button>
        </>
      )}
    </>
  )
}
