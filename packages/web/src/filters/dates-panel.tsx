import { addDays, isPlainDate, localDay } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import type { DatesProps } from './dates-filter.tsx'
import css from './dates-panel.module.css'

/** Quick ranges, and from and to: days of the workspace's zone, both included. */
export function DatesPanel({ filter, onChange, close }: DatesProps & { close(): void }) {
  const { workspace } = useWorkspace()
  const today = localDay(Date.now(), workspace.timeZone)
  const quick: readonly [string, string, string][] = [
    ['Today', today, today],
    ['Last 7 days', addDays(today, -6), today],
    ['Last 30 days', addDays(today, -29), today],
    ['This month', `${today.slice(0, 8)}01`, today],
    ['This year', `${today.slice(0, 5)}01-01`, today],
  ]
  const asDay = (text: string | undefined) => (text && isPlainDate(text) ? text : '')
  return (
    <div className={css.dates}>
      <div className={css.quick}>
        {quick.map(([label, from, to]) => (
          <button
            key={label}
            type="button"
            aria-pressed={filter.from === from && filter.to === to}
            onClick={() => {
              onChange({ ...filter, from, to })
              close()
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <div className={css.range}>
        <label>
          From
          <input
            type="date"
            max={asDay(filter.to) || undefined}
            value={asDay(filter.from)}
            onChange={event => onChange({ ...filter, from: event.target.value || undefined })}
          />
        </label>
        <label>
          To
          <input
            type="date"
            min={asDay(filter.from) || undefined}
            value={asDay(filter.to)}
            onChange={event => onChange({ ...filter, to: event.target.value || undefined })}
          />
        </label>
      </div>
      <p>Days of {workspace.timeZone}, both included.</p>
    </div>
  )
}
