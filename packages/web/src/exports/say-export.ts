import type { ExportAnswer } from '@daybook/protocol'
import { countFilters, formatLocale } from '@daybook/timeline'

export const STATE_NAMES: Readonly<Record<ExportAnswer['state'], string>> = {
  queued: 'Waiting',
  running: 'Being made',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
  erased: 'Erased',
}

export const FORMAT_NAMES = { csv: 'CSV', jsonl: 'JSON Lines', pdf: 'PDF' } as const

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `1.4 MB`. */
export function sayBytes(bytes: number, locale: string): string {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return new Intl.NumberFormat(formatLocale(locale), {
    style: 'unit',
    unit: UNITS[unit]!,
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit === 0 ? 0 : 1,
  }).format(bytes / 1000 ** unit)
}

/** What the file is of, in a few words: `One client · 2 filters`. */
export function saySubject({ filter }: ExportAnswer): string {
  if (filter === undefined) return ''
  const { client, ...rest } = filter
  const set = countFilters(rest)
  return [
    client === undefined ? 'Activity log' : 'One client',
    set === 0 ? 'no filters' : set === 1 ? '1 filter' : `${set} filters`,
  ].join(' · ')
}
