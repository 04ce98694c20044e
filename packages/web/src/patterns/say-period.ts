import type { Patterns } from '@daybook/protocol'
import { mediumDate } from '@daybook/timeline'

/** "27 Nov 2025 – 26 Nov 2026", "until 26 Nov 2026", "all time". */
export function sayPeriod({ from, to }: Patterns['period'], locale: string): string {
  const say = (date: string): string => mediumDate(date, locale)
  if (from !== null && to !== null) return `${say(from)} – ${say(to)}`
  return from !== null ? `since ${say(from)}` : to !== null ? `until ${say(to)}` : 'all time'
}
