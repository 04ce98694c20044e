/** `data.json` of a client's own data export. Instants are UTC (RFC 3339). */
import type { Json } from './draft.ts'
import type { Entry } from './entry.ts'

export interface ClientExport {
  readonly format: 'daybook client data'
  readonly version: 1
  readonly madeAt: string
  readonly workspace: { readonly name: string; readonly timeZone: string }
  readonly client: ExportedClient
  /** Other profiles of the same person, merged into that one; what belongs to them stands with the rest. */
  readonly merged?: readonly ExportedClient[]
  /** Bookings, payments and everything else of the client, as they are now. */
  readonly objects: readonly ExportedObject[]
  /** What happened, as it happened. Of other people nothing is told: see the guide. */
  readonly entries: readonly Entry[]
}

export interface ExportedClient {
  /** Daybook's own id, `cl_…`. */
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  readonly fields: Readonly<Record<string, Json>>
}

export interface ExportedObject {
  readonly type: string
  /** The host's id. */
  readonly id?: string
  /** Daybook's own id, `ob_…`. */
  readonly ref: string
  readonly name?: string
  readonly fields: Readonly<Record<string, Json>>
}
