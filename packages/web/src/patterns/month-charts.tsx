import type { PatternMonth } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { Bars } from './bars.tsx'
import { Number } from './number.tsx'
import css from './patterns.module.css'

const SERIES = {
  booked: 'Booked',
  cancelled: 'Cancelled',
  noShows: 'No-shows',
  moved: 'Moved',
  signIns: 'Portal sign-ins',
} as const
type Series = keyof typeof SERIES

/** What happened month by month: a chart of each, said in words, and all of it as a table. */
export function MonthCharts({ months }: { months: readonly PatternMonth[] }) {
  const { workspace } = useWorkspace()
  const id = useId()
  const locale = formatLocale(workspace.locale)
  const say = (month: string, form: 'long' | 'short'): string =>
    new Intl.DateTimeFormat(locale, { month: form, year: 'numeric', timeZone: 'UTC' }).format(
      Date.parse(`${month}-01`),
    )
  const series = (Object.keys(SERIES) as Series[]).filter(name =>
    months.some(month => (month[name]?.n ?? 0) > 0),
  )
  if (series.length === 0) return null
  const [first, last] = [months[0]!.month, months.at(-1)!.month]
  return (
    <section className={css.section} aria-labelledby={id}>
      <h2 id={id}>By month</h2>
      <div className={css.charts}>
        {series.map(name => {
          const values = months.map(month => month[name]?.n ?? 0)
          return (
            <figure key={name} className={css.chart}>
              <figcaption>
                <b>{SERIES[name]}</b> {summaryOf(values, months, month => say(month, 'long'))}
              </figcaption>
              <Bars values={values} />
              <div className={css.ends} aria-hidden="true">
                <span>{say(first, 'short')}</span>
                {first !== last && <span>{say(last, 'short')}</span>}
              </div>
            </figure>
          )
        })}
      </div>
      <details className={css.details}>
        <summary>Show as a table</summary>
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
      </details>
    </section>
  )
}

/** "48 in 12 months, most in March 2026 (9), none in 2 of them". */
function summaryOf(
  values: readonly number[],
  months: readonly PatternMonth[],
  say: (month: string) => string,
): string {
  const sum = values.reduce((all, n) => all + n, 0)
  const most = Math.max(...values)
  const none = values.filter(n => n === 0).length
  const span = months.length === 1 ? 'one month' : `${months.length} months`
  return [
    `${sum} in ${span}`,
    months.length > 1 && `most in ${say(months[values.indexOf(most)]!.month)} (${most})`,
    none > 0 && `none in ${none} of them`,
  ]
    .filter(Boolean)
    .join(', ')
}
