/** `GET /v1/free-times`: when something can be booked. Instants are UTC (RFC 3339). */

export interface FreeTime {
  readonly startsAt: string
  readonly endsAt: string
  /** Names of those who are free then, as bookings name them in `member`; empty where the business is one person. */
  readonly members: readonly string[]
  /** Places that are left, for services that several may book at once. */
  readonly places?: number
}

export interface FreeDay {
  /** A local day of the workspace's zone, `2026-11-26`. */
  readonly date: string
  /** In their order; none where nothing is free. */
  readonly times: readonly FreeTime[]
}

export interface FreeTimesAnswer {
  /** The zone of the days (IANA). */
  readonly timeZone: string
  /** Minutes that the booking takes. */
  readonly duration: number
  /** Every day that was asked for. */
  readonly days: readonly FreeDay[]
  /** False where nobody has a schedule: then every day from 8 to 20 is taken for open. */
  readonly scheduled: boolean
}
