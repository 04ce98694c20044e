import type { Entry } from '@daybook/protocol'
import { memo, useCallback, useState } from 'react'
import { foldChanges } from '../collapse-bursts.ts'
import { useReader } from '../reader.tsx'
import { fill } from '../words.ts'
import css from './burst.module.css'
import changes from './changes.module.css'
import { EntryRow } from './entry-row.tsx'
import { useFound } from './use-found.ts'

interface Props {
  /** In the list's order; the first stands for all. */
  readonly burst: readonly Entry[]
  readonly openId: string | undefined
  onToggle(id: string): void
}

/** Repeats of one act as one row: what they changed together, and the entries themselves behind a button. */
export const BurstRow = memo(function BurstRow({ burst, openId, onToggle }: Props) {
  const { words } = useReader()
  const [shown, setShown] = useState(() => burst.some(entry => entry.id === openId))
  const found = useFound<HTMLOListElement>(
    shown,
    useCallback(() => setShown(true), []),
  )
  const [first] = burst
  if (!first) return null
  // The sentence counts the fields of all of them: "updated 4 fields".
  const folded = foldChanges(burst)
  const whole = folded.length > 0 ? { ...first, changes: folded } : first
  return (
    <EntryRow entry={first} said={whole} open={openId === first.id && !shown} onToggle={onToggle}>
      <button type="button" className={changes.more} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {fill(shown ? words.alikeHide : words.alike, burst.length)}
      </button>
      {/* The role is said again: Safari forgets it of lists without markers. */}
      <ol role="list" className={css.entries} ref={found}>
        {burst.map(entry => (
          <li key={entry.id}>
            <EntryRow
              entry={entry}
              id={`in-burst-${entry.id}`}
              open={openId === entry.id && shown}
              onToggle={onToggle}
            />
          </li>
        ))}
      </ol>
    </EntryRow>
  )
})
