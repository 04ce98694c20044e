import { VisuallyHidden } from '@daybook/timeline'
import type { ReactNode } from 'react'
import css from './card-table.module.css'

interface Props {
  /** What the table holds; for screen readers. */
  readonly caption: string
  readonly heads: readonly string[]
  /** From this column on there are numbers. */
  readonly numbersFrom?: number
  /** What the buttons at the end of each row do; absent where there are none. */
  readonly acts?: string | undefined
  readonly children: ReactNode
}

/** A table that is laid out as cards where it is narrow; its roles are said again, because it loses them there. */
export function CardTable({ caption, heads, numbersFrom = heads.length, acts, children }: Props) {
  return (
    <div className={css.box}>
      <table className={css.table} role="table">
        <caption className={css.caption}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((name, index) => (
              <th
                key={name}
                scope="col"
                role="columnheader"
                className={index >= numbersFrom ? css.number : undefined}
              >
                {name}
              </th>
            ))}
            {acts !== undefined && (
              <th scope="col" role="columnheader">
                <VisuallyHidden>{acts}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">{children}</tbody>
      </table>
    </div>
  )
}
