import type { PatternNumbers, Rated } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useClientWord } from '../client-word.ts'
import { useWorkspace } from '../workspace.tsx'
import { Number } from './number.tsx'
import css from './patterns.module.css'

interface Row {
  readonly label: string
  readonly of: Rated
  /** One of those in the row above that is not one itself. */
  readonly part?: true
  readonly note?: string
}

/** How many sessions were booked, cancelled, missed and moved, by whom, and how many that is of those booked. */
export function SessionNumbers({ numbers, period }: { numbers: PatternNumbers; period: string }) {
  const { workspace } = useWorkspace()
  const word = useClientWord()
  const whole = new Intl.NumberFormat(formatLocale(workspace.locale)).format(numbers.booked.n)
  const rated = numbers.cancelled.rate !== undefined
  return (
    <table className={css.table}>
      <caption>
        Sessions, {period}
        {rated && `; shares are of the ${whole} booked in it`}
      </caption>
      <thead>
        <tr>
          <th scope="col">What happened</th>
          <th scope="col">Number</th>
          {rated && <th scope="col">Share of booked</th>}
        </tr>
      </thead>
      <tbody>
        {rowsOf(numbers, word.one).map(({ label, of, part, note }) => (
          <tr key={label} className={part && css.part}>
            <th scope="row">
              {label}
              {note && <small> {note}</small>}
            </th>
            <td>
              <Number of={of} what={label.toLowerCase()} />
            </td>
            {rated && <td>{of.rate !== undefined && <Share rate={of.rate} />}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function rowsOf(numbers: PatternNumbers, client: string): Row[] {
  const part = true as const
  const cleared = numbers.noShowsCleared.n
  const rows: Row[] = [
    { label: 'Booked', of: numbers.booked },
    { label: 'Cancelled', of: numbers.cancelled },
    { label: `Cancelled by the ${client}`, of: numbers.cancelledByClient, part },
    { label: 'Cancelled by the team', of: numbers.cancelledByTeam, part },
    { label: 'Cancelled, not known by whom', of: numbers.cancelledByOthers, part },
    { label: 'Cancelled late', of: numbers.cancelledLate, part, note: 'whoever did it' },
    { label: 'No-shows', of: numbers.noShows },
    { label: 'No-shows cleared again', of: numbers.noShowsCleared, part },
    { label: 'Moved', of: numbers.moved },
    { label: `Moved by the ${client}`, of: numbers.movedByClient, part },
    { label: 'Moved by the team', of: numbers.movedByTeam, part },
    { label: 'Moved, not known by whom', of: numbers.movedByOthers, part },
  ]
  if (numbers.signIns !== undefined) rows.push({ label: 'Portal sign-ins', of: numbers.signIns })
  // What is rare is told where there is some of it; the rest always, so that 0 is an answer.
  const rare = [
    numbers.cancelledByOthers,
    numbers.movedByOthers,
    ...(cleared === 0 ? [numbers.noShowsCleared] : []),
  ]
  return rows.filter(({ of }) => of.n > 0 || !rare.includes(of))
}

/** "25 %", with as much of a line. */
function Share({ rate }: { rate: number }) {
  const { workspace } = useWorkspace()
  const text = new Intl.NumberFormat(formatLocale(workspace.locale), {
    style: 'percent',
    maximumFractionDigits: rate < 0.1 ? 1 : 0,
  }).format(rate)
  return (
    <span className={css.share}>
      <span>{text}</span>
      <meter className={css.meter} min={0} max={1} value={Math.min(rate, 1)} aria-hidden="true" />
    </span>
  )
}
