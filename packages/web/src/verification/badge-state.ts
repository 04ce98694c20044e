import type { LogStatus } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'

export interface BadgeState {
  readonly tone: 'ok' | 'calm' | 'warn' | 'bad'
  /** `Verified 2 min ago` */
  readonly text: string
  /** `Entries 1–404` */
  readonly detail?: string
  /** The path of its icon. */
  readonly icon: string
}

const SHIELD = 'M8 1.6 13 3.4v4c0 3.2-2.1 5.6-5 7-2.9-1.4-5-3.8-5-7v-4z'
const CHECK = `${SHIELD}M5.7 8l1.7 1.7 3-3.2`
const ALERT = `${SHIELD}M8 5v3.2M8 10.6v.1`
const CLOCK = `${SHIELD}M8 5.2V8l1.8 1.2`
const DOTS = `${SHIELD}M5.7 8h.01M8 8h.01M10.3 8h.01`

/** An answer that is older says nothing of now. */
const FRESH_MS = 5 * 60_000
/** A check may end a little after its time; the server says so itself when it is a whole period late. */
const LATE_MS = 3_600_000

/** What the badge shows. It says "Verified" only while the server says so and the check is not late. */
export function badgeState(
  status: LogStatus | undefined,
  known: { readonly at: number; readonly now: number; readonly locale: string; readonly failed: boolean },
): BadgeState {
  const number = new Intl.NumberFormat(formatLocale(known.locale))
  const stale = status !== undefined && known.now - known.at > FRESH_MS
  if (status?.state === 'problem' && status.problem) {
    const { seq } = status.problem
    return {
      tone: 'bad',
      text: seq > 0 ? `Problem at entry #${number.format(seq)}` : 'Problem found',
      icon: ALERT,
    }
  }
  if (status === undefined) {
    return known.failed
      ? { tone: 'warn', text: 'Verification unknown', icon: DOTS }
      : { tone: 'calm', text: 'Verification', icon: DOTS }
  }
  if (stale) return { tone: 'warn', text: 'Verification unknown', icon: DOTS }
  const late = status.checked !== undefined && known.now > Date.parse(status.checked.nextAt) + LATE_MS
  if (status.state === 'overdue' || (status.state === 'ok' && late))
    return { tone: 'warn', text: 'Check overdue', icon: CLOCK }
  if (status.state === 'running') {
    const { done, total } = status.running ?? { done: 0, total: 0 }
    const detail = total > 0 ? `${number.format(done)} of ${number.format(total)}` : undefined
    return { tone: 'calm', text: 'Checking', detail, icon: DOTS }
  }
  if (status.state === 'ok' && status.checked) {
    return {
      tone: 'ok',
      text: `Verified ${ago(known.now - Date.parse(status.checked.at), known.locale)}`,
      detail: status.checked.size > 0 ? `Entries 1–${number.format(status.checked.size)}` : undefined,
      icon: CHECK,
    }
  }
  return { tone: 'calm', text: 'Not verifiable yet', icon: DOTS }
}

/** `2 min ago`, `just now`. */
function ago(ms: number, locale: string): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'just now'
  const format = new Intl.RelativeTimeFormat(formatLocale(locale), { style: 'short' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  return minutes < 48 * 60
    ? format.format(-Math.floor(minutes / 60), 'hour')
    : format.format(-Math.floor(minutes / 1440), 'day')
}
