import type { PatternMonth } from '@daybook/protocol'
import { useWorkspace } from '../workspace.tsx'
import { Number } from './number.tsx'
import css from './patterns.module.css'
import { SERIES, type Series } from './series.ts'
import { useSayMonth } from './use-say-month.ts'

interface Props {
  readonly months: readonly PatternMonth[]
  readonly series: readonly Series[]
}

/** The charts' numbers, newest month first. */
export function MonthTable({ months, series }: Props) {
  const { workspace } = useWorkspace()
  const say = useSayMonth()
  return (
    <div className={css.wide}>
      <table className={css.table}>
        <caption>By month, days of {workspace.timeZone}</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {series.map(name => (
              <th key={name} scope="col">
                {SERIES[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map(month => (
            <tr key={month.month}>
              <th scope="row">{say(month.month, 'long')}</th>
              {series.map(name => (
                <td key={name}>
                  <Number
                    of={month[name]!}
                    what={`${SERIES[name].toLowerCase()} in ${say(month.month, 'long')}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
