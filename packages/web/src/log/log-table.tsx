import type { Entry } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import type { Ref } from 'react'
import { useShownZone } from '../workspace.tsx'
import { LogRow } from './log-row.tsx'
import css from './log-table.module.css'

interface Props {
  readonly entries: readonly Entry[]
  /** The entry whose details are open. */
  readonly openId: string | undefined
  /** Entries that came in just now. */
  readonly fresh: ReadonlySet<string>
  /** Has to stay the same function. */
  onToggle(id: string): void
  readonly ref?: Ref<HTMLTableElement>
}

export const COLUMNS = ['When', 'Actor', 'Action', 'Target', 'Category', 'Source', 'Context'] as const

/** The log as a table. The roles are said again because a table laid out as cards loses them. */
export function LogTable({ entries, openId, fresh, onToggle, ref }: Props) {
  const timeZone = useShownZone()
  return (
    <table className={css.table} role="table" ref={ref}>
      <caption className={css.caption}>Activity log, times in {timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map(name => (
            <th key={name} scope="col" role="columnheader" className={css[name.toLowerCase()]}>
              {name}
            </th>
          ))}
          <th scope="col" role="columnheader" className={css.more}>
            <VisuallyHidden>Details</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map(entry => (
          <LogRow
            key={entry.id}
            entry={entry}
            open={entry.id === openId}
            fresh={fresh.has(entry.id)}
            onToggle={onToggle}
          />
        ))}
      </tbody>
    </table>
  )
}
