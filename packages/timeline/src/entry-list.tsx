import type { Entry } from '@daybook/protocol'
import { type CSSProperties, useMemo } from 'react'
import { DaySection } from './day-section.tsx'
import css from './entry-list.module.css'
import { groupByDay } from './group-by-day.ts'
import { useReader } from './reader.tsx'
import { timeOfDay } from './stamps.ts'

/** Up to this many entries every row is plain, so that readers and find-in-page see all of them. */
export const PLAIN_ROWS = 1000

interface Props {
  /** Sorted, newest or oldest first. */
  readonly entries: readonly Entry[]
  /** The entry whose details are open. */
  readonly openId: string | undefined
  /** Has to stay the same function, or every row is rendered again. */
  onToggle(id: string): void
  /** Never leaves rows unrendered, however long the list is. */
  readonly plain?: boolean
}

/** A history by days. It renders entries and nothing else: loading, live and filters are its owner's. */
export function EntryList({ entries, openId, onToggle, plain = false }: Props) {
  const reader = useReader()
  const groups = useMemo(
    () => groupByDay(entries, reader.timeZone, reader.clock),
    [entries, reader.timeZone, reader.clock],
  )
  const wide = timeOfDay(Date.UTC(2026, 0, 1, 22, 30), reader).length > 5
  const style = wide ? ({ '--tl-time': '66px' } as CSSProperties) : undefined
  return (
    <div className={css.list} style={style}>
      {groups.map(group => (
        <DaySection
          key={group.key}
          group={group}
          openId={group.entries.some(entry => entry.id === openId) ? openId : undefined}
          onToggle={onToggle}
          sparing={!plain && entries.length > PLAIN_ROWS}
        />
      ))}
    </div>
  )
}
