/** Patterns: numbers of what happened, each with the filter that lists exactly the entries behind it. */
import type { EntryFilter } from './entry.ts'

/** The entries behind something. */
export interface Listed {
  /** The parameters of the list, of its count, of an export and of evidence. */
  readonly filter: EntryFilter
  /** The address of the list in the app. */
  readonly page: string
}

/** A number and its list: as many entries has `GET /v1/entries/counts` with this filter (and `client`). */
export interface Counted extends Listed {
  readonly n: number
}

/** With enough history `rate` is this number for each session booked in the period. */
export interface Rated extends Counted {
  readonly rate?: number
}

export interface PatternNumbers {
  /** Sessions that began in the period: booked, asked for or first recorded. */
  readonly booked: Counted
  readonly cancelled: Rated
  /** The client did it, or asked for it. */
  readonly cancelledByClient: Rated
  /** One of the staff did it, and not for the client. */
  readonly cancelledByTeam: Rated
  /** The others: nobody says whose wish it was. */
  readonly cancelledByOthers: Rated
  readonly cancelledLate: Rated
  readonly noShows: Rated
  readonly noShowsCleared: Counted
  readonly moved: Rated
  readonly movedByClient: Rated
  readonly movedByTeam: Rated
  readonly movedByOthers: Rated
  /** Portal sign-ins; absent for who may not see access logs. */
  readonly signIns?: Counted
}

/** A local month of the workspace's zone, as far as it lies in the period. */
export interface PatternMonth {
  /** `2026-11` */
  readonly month: string
  readonly booked: Counted
  readonly cancelled: Counted
  readonly noShows: Counted
  readonly moved: Counted
  readonly signIns?: Counted
}

/** Sessions by weekday and hour, as their start stands now. */
export interface PatternTime extends Counted {
  /** 1 (Monday) to 7. */
  readonly weekday: number
  /** 0 to 23, or `day` where no time of the day is known. */
  readonly hour: number | 'day'
}

export interface PatternChannel {
  /** `email`, `sms` …; `other` where none is told. */
  readonly channel: string
  readonly sent: Counted
  readonly received: Counted
}

/** `GET /v1/patterns`, `GET /v1/clients/{id}/patterns`. */
export interface Patterns {
  readonly period: {
    /** Local dates of the zone, both inclusive; null: since the beginning, until now. */
    readonly from: string | null
    readonly to: string | null
    readonly timeZone: string
  }
  /** False with fewer than `least` sessions booked in the period: then there are no rates and no usual times. */
  readonly enough: boolean
  readonly least: number
  /** Null of a client whose data was erased or anonymised: they are counted with the workspace and nowhere else. */
  readonly numbers: PatternNumbers | null
  /** From the first to the last in which something happened; at most the last 60. */
  readonly months: readonly PatternMonth[]
  /** Sessions whose start is known, of those booked in the period; only times that there are. */
  readonly times: readonly PatternTime[]
  /** Only channels that were used. */
  readonly channels: readonly PatternChannel[]
  /** Of a client: what they are said to prefer, and the entries that changed it. */
  readonly preferences?: { readonly channels: readonly string[] } & Listed
}
