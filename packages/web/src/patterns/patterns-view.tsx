import type { Patterns } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useWorkspace } from '../workspace.tsx'
import { ChannelTable } from './channel-table.tsx'
import { MonthCharts } from './month-charts.tsx'
import css from './patterns.module.css'
import { PeriodField } from './period-field.tsx'
import { sayPeriod } from './say-period.ts'
import { SessionNumbers } from './session-numbers.tsx'
import { usePatterns } from './use-patterns.ts'
import { usePeriod } from './use-period.ts'
import { WeekTable } from './week-table.tsx'

/** Patterns of a client, or of the workspace: numbers with their period, each a link to the entries behind it. */
export function PatternsView({ clientId }: { clientId?: string }) {
  const { workspace } = useWorkspace()
  const door = usePeriod()
  const { data, error, refetch, isPlaceholderData } = usePatterns(clientId, door.period)
  const locale = formatLocale(workspace.locale)
  return (
    <div className={css.view} aria-busy={isPlaceholderData}>
      <div className={css.head}>
        <PeriodField {...door} />
        {data && (
          <p className={css.stated} role="status">
            {capital(sayPeriod(data.period, locale))} · Times in {data.period.timeZone}
          </p>
        )}
      </div>
      {error ? (
        <Failure error={error} what="The patterns could not be loaded" onRetry={() => void refetch()} />
      ) : (
        data && (
          <Found patterns={data} period={sayPeriod(data.period, locale)} onAll={() => door.choose('all')} />
        )
      )}
    </div>
  )
}

interface Props {
  readonly patterns: Patterns
  readonly period: string
  readonly onAll: () => void
}

function Found({ patterns, period, onAll }: Props) {
  const { numbers, enough, least, months, times, channels, preferences } = patterns
  if (numbers === null)
    return (
      <Notice title="Nothing is kept here">
        The data was erased. What happened is counted with the workspace’s patterns, and nowhere by person.
      </Notice>
    )
  const isAll = patterns.period.from === null && patterns.period.to === null
  return (
    <>
      {!enough && (
        <p className={css.few}>
          <b>Not enough history.</b> {few(numbers.booked.n)} in this period: from {least} on there are shares
          and usual times.{' '}
          {!isAll && (
            <button type="button" className={css.link} onClick={onAll}>
              Look at all time
            </button>
          )}
        </p>
      )}
      <SessionNumbers numbers={numbers} period={period} />
      <MonthCharts months={months} />
      {times.length > 0 && <WeekTable times={times} booked={numbers.booked.n} period={period} />}
      <ChannelTable channels={channels} preferences={preferences} />
      <p className={css.foot}>
        Every number leads to the entries that it counts; from there they can be exported, or made into
        evidence.
      </p>
    </>
  )
}

const few = (n: number): string =>
  n === 0 ? 'No session was booked' : n === 1 ? 'One session was booked' : `${n} sessions were booked`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
