/** Days and hours of the clinic, counted from the day on which the demonstration is made. */
export class DemoClock {
  readonly timeZone: string
  readonly #now: Temporal.ZonedDateTime

  /** @param now UTC ms */
  constructor(now: number, timeZone: string) {
    this.timeZone = timeZone
    this.#now = Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO(timeZone)
      .with({ second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 })
  }

  /** The instant of a local time so many days from today: `at(-3, 16, 41)`. */
  at(day: number, hour: number, minute = 0): string {
    const date = this.#day(day).toPlainDateTime({ hour, minute })
    return date.toZonedDateTime(this.timeZone).toInstant().toString({ smallestUnit: 'second' })
  }

  /** The plain date so many days from today. */
  date(day: number): string {
    return this.#day(day).toString()
  }

  /** That day, or where the clinic is closed (Saturday, Sunday) the Monday behind it. */
  open(day: number): number {
    const { dayOfWeek } = this.#day(day)
    return dayOfWeek <= 5 ? day : day + 8 - dayOfWeek
  }

  /** That day, or the Friday before it. */
  openBefore(day: number): number {
    const { dayOfWeek } = this.#day(day)
    return dayOfWeek <= 5 ? day : day + 5 - dayOfWeek
  }

  /** The first day from `day` on that is this day of the week, 1 (Monday) to 7. */
  weekday(day: number, dayOfWeek: number): number {
    return day + ((dayOfWeek - this.#day(day).dayOfWeek + 7) % 7)
  }

  #day(day: number): Temporal.PlainDate {
    return this.#now.toPlainDate().add({ days: day })
  }
}

/** The instant so many minutes later (or before, below zero). */
export const later = (instant: string, minutes: number): string =>
  Temporal.Instant.from(instant).add({ minutes }).toString({ smallestUnit: 'second' })
