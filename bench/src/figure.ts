/** One line of the table. */
import type { Latency } from './statistics.ts'

export interface Figure {
  readonly what: string
  /** As it is printed, with its unit. */
  readonly value: string
  /** What it is compared with, and that one's value. */
  readonly against?: string
  /** Ours to theirs, of the same run. */
  readonly ratio?: number
  /** Milliseconds. */
  readonly latency?: Latency
  readonly targets?: readonly Verdict[]
}

/** A figure beside what it should be. */
export interface Verdict {
  readonly text: string
  readonly met: boolean
}

/** What one module measured. */
export interface Section {
  readonly title: string
  readonly figures: readonly Figure[]
  /** What a reader must know to judge them. */
  readonly notes: readonly string[]
}

const unitOf = (unit: string): string => (unit === '' || unit === '×' ? unit : ` ${unit}`)

export const atLeast = (value: number, least: number, unit: string, word = ''): Verdict => ({
  text: `${word}≥ ${decimal(least)}${unitOf(unit)}`,
  met: value >= least,
})
export const atMost = (value: number, most: number, unit: string, word = ''): Verdict => ({
  text: `${word}≤ ${decimal(most)}${unitOf(unit)}`,
  met: value <= most,
})
export const below = (value: number, limit: number, unit: string, word = ''): Verdict => ({
  text: `${word}< ${decimal(limit)}${unitOf(unit)}`,
  met: value < limit,
})

/** Three digits that count: 12,345 · 123 · 1.23. */
export function decimal(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  const text = value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: 0 })
  return text
}

export const rate = (perSecond: number): string => `${decimal(perSecond)}/s`
export const count = (n: number): string => n.toLocaleString('en-US')
