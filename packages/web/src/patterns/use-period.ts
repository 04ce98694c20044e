import { addDays, isPlainDate, localDay } from '@daybook/timeline'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { parseSearch } from '../search-names.ts'
import { useWorkspace } from '../workspace.tsx'

/** Local dates of the workspace's zone, both inclusive; open where absent. */
export interface Period {
  readonly from?: string
  readonly to?: string
}

export const PERIODS = {
  year: 'Last 12 months',
  quarter: 'Last 90 days',
  month: 'Last 30 days',
  all: 'All time',
  own: 'From … to …',
} as const
export type PeriodName = keyof typeof PERIODS

const DAYS = { year: 365, quarter: 90, month: 30 } as const

export interface PeriodDoor {
  readonly name: PeriodName
  readonly period: Period
  choose(name: PeriodName): void
  set(period: Period): void
}

/** The period that this page's address says: the last twelve months where it says none. */
export function usePeriod(): PeriodDoor {
  const { searchStr } = useLocation()
  const navigate = useNavigate()
  const { workspace } = useWorkspace()
  const today = localDay(Date.now(), workspace.timeZone)
  const search = parseSearch(searchStr)
  const from = dateOf(search['from'])
  const to = dateOf(search['to'])
  const name = from !== undefined || to !== undefined ? 'own' : nameOf(search['period'])
  const period = name === 'own' ? { from, to } : periodOf(name, today)
  const go = (next: Record<string, string | undefined>): void =>
    void navigate({ to: '.', search: next as never, replace: true, resetScroll: false })
  return {
    name,
    period,
    choose(next) {
      if (next === 'own') go({ ...periodOf(name === 'all' ? 'year' : name, today), ...period })
      else go({ period: next === 'year' ? undefined : next })
    },
    set: next => go({ from: next.from, to: next.to, ...(!next.from && !next.to && { period: 'all' }) }),
  }
}

const dateOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && isPlainDate(value) ? value : undefined

const nameOf = (value: string | string[] | undefined): PeriodName =>
  value === 'quarter' || value === 'month' || value === 'all' ? value : 'year'

const periodOf = (name: PeriodName, today: string): Period =>
  name === 'all' || name === 'own' ? {} : { from: addDays(today, 1 - DAYS[name]), to: today }
