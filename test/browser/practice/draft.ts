import type { TypedDraft } from '@daybook/client'

/** A draft of any action. */
export type Draft = TypedDraft<string>

const MINUTE_MS = 60_000

/** Stamps relative to one moment, so that a practice is always up to date. */
export class Clock {
  readonly now: number

  constructor(now: number) {
    // Whole minutes: stamps of people and programs that mean the same moment are equal.
    this.now = Math.floor(now / MINUTE_MS) * MINUTE_MS
  }

  /** The stamp so many minutes ago. */
  ago(minutes: number): string {
    return new Date(this.now - minutes * MINUTE_MS).toISOString().replace('.000', '')
  }

  /** So many days from now (or ago), at an hour of the day in UTC. */
  day(days: number, hour: number, minute = 0): string {
    const date = new Date(this.now + days * 24 * 60 * MINUTE_MS)
    date.setUTCHours(hour, minute, 0, 0)
    return date.toISOString().replace('.000', '')
  }
}
