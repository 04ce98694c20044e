import type { PatternMonth } from '@daybook/protocol'
import { useId } from 'react'
import { Bars } from './bars.tsx'
import { MonthTable } from './month-table.tsx'
import css from './patterns.module.css'
import { sayMonths } from './say-months.ts'
import { SERIES, type Series } from './series.ts'
import { useSayMonth } from './use-say-month.ts'

/** What happened month by month: a chart of each, said in words, and all of it as a table. */
export function MonthCharts({ months }: { months: readonly PatternMonth[] }) {
  const id = useId()
  const say = useSayMonth()
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
                <b>{SERIES[name]}</b> {sayMonths(values, place => say(months[place]!.month, 'long'))}
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
        <MonthTable months={months} series={series} />
      </details>
    </section>
  )
}
