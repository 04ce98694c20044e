import type { PatternTime } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { Number } from './number.tsx'
import css from './patterns.module.css'

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const

interface Props {
  readonly times: readonly PatternTime[]
  readonly booked: number
  readonly period: string
}

/** For which weekday and hour sessions were booked. Each cell says its number; the shade only repeats it. */
export function WeekTable({ times, booked, period }: Props) {
  const { workspace } = useWorkspace()
  const id = useId()
  const locale = formatLocale(workspace.locale)
  const dayName = (weekday: number, form: 'long' | 'short'): string =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))
  const hours = times.flatMap(({ hour }) => (hour === 'day' ? [] : [hour]))
  const rows: (number | 'day')[] =
    hours.length === 0
      ? []
      : Array.from({ length: Math.max(...hours) - Math.min(...hours) + 1 }, (_, i) => Math.min(...hours) + i)
  if (times.some(({ hour }) => hour === 'day')) rows.push('day')
  const most = Math.max(...times.map(({ n }) => n))
  const known = times.reduce((sum, { n }) => sum + n, 0)
  const top = times.find(({ n }) => n === most)!
  return (
    <section className={css.section} aria-labelledby={id}>
      <h2 id={id}>Usual times</h2>
      <p className={css.lead}>
        Most often {dayName(top.weekday, 'long')}
        {top.hour !== 'day' && ` at ${clock(top.hour)}`}: {top.n} of the {known} sessions
        {known < booked ? ` whose start is known, of ${booked} booked` : ' booked'}.
      </p>
      <div className={css.wide}>
        <table className={css.week}>
          <caption>
            Sessions by the weekday and hour for which they were booked, {period}, times in{' '}
            {workspace.timeZone}
          </caption>
          <thead>
            <tr>
              <th scope="col">Start</th>
              {WEEK.map(weekday => (
                <th key={weekday} scope="col" abbr={dayName(weekday, 'long')}>
                  {dayName(weekday, 'short')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(hour => (
              <tr key={hour}>
                <th scope="row">{hour === 'day' ? 'No time' : clock(hour)}</th>
                {WEEK.map(weekday => {
                  const time = times.find(one => one.weekday === weekday && one.hour === hour)
                  const what = `${dayName(weekday, 'long')}${hour === 'day' ? '' : ` ${clock(hour)}`}`
                  return (
                    <td key={weekday} data-shade={time && Math.ceil((time.n / most) * 4)}>
                      {time && <Number of={time} what={`on ${what}`} />}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
