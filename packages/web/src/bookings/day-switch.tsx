import { addDays, formatLocale, localDay } from '@daybook/timeline'
import scope from '../filters/scope-switch.module.css'
import button from '../parts/button.module.css'
import { Glyph } from '../parts/glyph.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './bookings.module.css'
import type { BookingList } from './use-booking-address.ts'
import { daysOf } from './use-bookings.ts'

interface Props {
  readonly list: BookingList
  onChange(change: Partial<BookingList>): void
}

/** Which day or week, one back, one on, today, or any by its date. */
export function DaySwitch({ list, onChange }: Props) {
  const { workspace } = useWorkspace()
  const today = localDay(Date.now(), workspace.timeZone)
  const step = list.view === 'day' ? 1 : 7
  const unit = list.view === 'day' ? 'day' : 'week'
  const { from, to } = daysOf(list)
  return (
    <div className={css.days}>
      <div className={scope.switch} role="group" aria-label="View">
        {(['day', 'week'] as const).map(view => (
          <button
            key={view}
            type="button"
            aria-pressed={list.view === view}
            onClick={() => onChange({ view })}
          >
            {view === 'day' ? 'Day' : 'Week'}
          </button>
        ))}
      </div>
      <div className={css.turn}>
        <Turn
          label={`Previous ${unit}`}
          d="M10 3.5 5.5 8l4.5 4.5"
          onClick={() => onChange({ day: addDays(list.day, -step) })}
        />
        <button
          type="button"
          className={button.button}
          aria-disabled={today >= from && today <= to}
          onClick={() => onChange({ day: today })}
        >
          Today
        </button>
        <Turn
          label={`Next ${unit}`}
          d="M6 3.5 10.5 8 6 12.5"
          onClick={() => onChange({ day: addDays(list.day, step) })}
        />
      </div>
      <strong className={css.shown} aria-live="polite">
        {rangeText(from, to, workspace.locale)}
      </strong>
      <input
        type="date"
        className={css.date}
        aria-label="Go to a day"
        value={list.day}
        onChange={event => {
          if (event.target.value !== '') onChange({ day: event.target.value })
        }}
      />
    </div>
  )
}

const Turn = ({ label, d, onClick }: { label: string; d: string; onClick(): void }) => (
  <button type="button" className={`${button.button} ${css.arrow}`} aria-label={label} onClick={onClick}>
    <Glyph d={d} size={14} weight={1.7} />
  </button>
)

/** `Tuesday 24 November 2026`, or `23–29 November 2026`. */
function rangeText(from: string, to: string, locale: string): string {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
  const base = { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const
  if (from === to)
    return new Intl.DateTimeFormat(formatLocale(locale), { ...base, weekday: 'long' }).format(at(from))
  return new Intl.DateTimeFormat(formatLocale(locale), base).formatRange(at(from), at(to))
}
