import type { Daybook } from '../daybook.ts'
import type { OnlineLimits } from './online-limits.ts'

/** A letter as it goes out. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Sends a letter; rejects where the mail server does not take it. */
export type SendMail = (mail: Mail) => Promise<void>

/** What everything that clients do online works with. */
export interface OnlineParts {
  readonly daybook: Daybook
  /** Origin under which people reach this server, in links. */
  readonly baseUrl: string
  readonly limits: OnlineLimits
  /** Without it letters are handed over by the staff. */
  readonly send: SendMail | undefined
  /** Told of what went wrong where nobody waits for it. */
  readonly report: (error: unknown) => void
  /** Told of letters that are under way, so that whoever closes can wait for them. */
  readonly delivering: (work: Promise<void>) => void
}
