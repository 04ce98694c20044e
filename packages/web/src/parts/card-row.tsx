import type { ReactNode } from 'react'
import css from './card-table.module.css'

interface RowProps {
  /** Whom or what the row is about. */
  readonly head: ReactNode
  /** What stands under it. */
  readonly under?: ReactNode
  readonly cells: readonly (readonly [label: string, content: ReactNode])[]
  readonly numbersFrom?: number
  readonly acts?: ReactNode
}

/** A row of a `CardTable`; `acts` has to be there (null at least) where the table has a column of them. */
export function CardRow({ head, under, cells, numbersFrom = cells.length, acts }: RowProps) {
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {head}
        {under !== undefined && <span className={css.under}>{under}</span>}
      </th>
      {cells.map(([label, content], index) => (
        <td
          key={label}
          role="cell"
          data-label={label}
          className={index >= numbersFrom ? css.number : undefined}
        >
          {content}
        </td>
      ))}
      {acts !== undefined && (
        <td role="cell" className={css.act}>
          {acts}
        </td>
      )}
    </tr>
  )
}
