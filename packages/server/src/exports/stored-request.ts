import type { Locale } from '@daybook/catalogue'
import type { EntryFilter, ExportTotal } from '@daybook/protocol'
import type { Principal } from '../entry/workspace.ts'
import type { Order } from '../store/read/scan.ts'

/** What was asked for, as it is sealed into the row of an export. */
export interface StoredRequest {
  /** The client's id as it was given; the whole log where absent. */
  readonly client?: string
  readonly filter: EntryFilter
  readonly order: Order
  readonly locale: Locale
  readonly timeZone: string
  readonly ips: boolean
  readonly totals: boolean
  /** Who asked: what the file shows is what they may see. */
  readonly principal: Principal
}

/** What is known of a file that is ready, sealed as well. */
export interface StoredResult {
  readonly totals: readonly ExportTotal[]
}
