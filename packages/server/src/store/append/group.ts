/** The shapes of a group commit: several callers' requests written in one transaction. */
import type { Receipt } from '@daybook/protocol'
import type { EntryBytes } from '../../entry/make-entry.ts'
import type { Intent } from '../../entry/intent.ts'
import type { Mark } from '../../entry/mark-of.ts'
import type { Run } from '../transaction.ts'
import type { AccountColumns } from '../accounts.ts'
import type { ObjectColumns } from '../object-columns.ts'
import type { KnownClient, KnownObject, Registry } from '../registry.ts'
import type { Asked, Declined } from './asked-in-group.ts'
import type { Expected } from './expectations.ts'
import type { StaffChanges } from './staff-clients.ts'

/** One caller's entries, all or nothing. */
export interface AppendRequest {
  readonly workspaceId: number
  /** Each with the JSON Pointer of its draft. */
  readonly intents: readonly { readonly intent: Intent; readonly path: string }[]
  /** Bytes that it holds of the queue's budget. */
  readonly bytes: number
  /** Statements of the same transaction, sent before the head is locked: what the entries tell of. */
  also?(run: Run): Promise<unknown>
  /**
   * Statements of the same transaction, sent behind the head's lock and the entries: whoever else writes to the log
   * waits. Throwing undoes everything. Such a request is written in a group of its own, and may name clients who are
   * gone. `first` is the seq of its first entry.
   */
  behind?(run: Run, first: number): Promise<unknown>
  /** What it was decided on, by the host's ids: where that has changed it is rejected with `Overtaken`. */
  readonly expects?: readonly Expected[] | undefined
  resolve(receipts: readonly Receipt[]): void
  reject(error: unknown): void
}

/** Every draft has an idempotency key: writing the request again cannot double it. */
export const isKeyed = (request: AppendRequest): boolean =>
  request.intents.every(({ intent }) => intent.keyMac !== undefined)

/** An entry made and sealed, waiting for its place in the log. */
export interface PreparedEntry {
  readonly request: AppendRequest
  /** Place among the request's intents. */
  readonly index: number
  readonly intent: Intent
  readonly bytes: EntryBytes
  /** Seconds, as in the leaf. */
  readonly recordedAt: number
  readonly kind: number
  readonly source: number
  readonly outcome: number
  readonly actor: number
  /** What patterns count it by. */
  readonly mark: Mark | undefined
  readonly clientIds: readonly number[]
  readonly objectIds: readonly number[]
}

export interface NewKey {
  readonly clientId: number
  readonly kind: number
  readonly key: Buffer
  readonly kek: number
  readonly wrapped: Buffer
}

/** What the read models will hold after the group; `first` and `entry` are the places among the prepared of the
 * first and the last entry that did it. */
export interface ChangedClient {
  readonly client: KnownClient
  /** Version that must be in force; 0 where the client is new. */
  readonly from: number
  readonly directory: Buffer
  readonly first: number
  readonly entry: number
}
export interface ChangedObject {
  readonly object: KnownObject
  readonly from: number
  readonly state: Buffer
  readonly stateClient?: number
  readonly stateKeys?: Buffer
  readonly personal: readonly { readonly clientId: number; readonly place: number; readonly state?: Buffer }[]
  readonly columns: ObjectColumns
  readonly account: AccountColumns
  readonly first: number
  readonly entry: number
}

export interface PreparedGroup {
  /** What it was prepared on: once the lane has another, a group before it has failed, and this one is worth nothing. */
  readonly registry: Registry
  readonly entries: readonly PreparedEntry[]
  readonly clients: readonly ChangedClient[]
  readonly objects: readonly ChangedObject[]
  readonly newKeys: readonly NewKey[]
  readonly actors: readonly {
    readonly actor: number
    readonly type: string
    readonly hostId: string
    readonly name: string
  }[]
  /** Objects and clients whose state was compared with and did not change: their versions must still be in force. */
  readonly readObjects: ReadonlyMap<number, number>
  readonly readClients: ReadonlyMap<number, number>
  /** Keys that were there before the group, which must still be there: client id and kind. */
  readonly usedKeys: readonly (readonly [clientId: number, kind: number])[]
  /** Years of which personal parts are sealed, and how often retention had taken each: no more than that may it have. */
  readonly years: readonly (readonly [year: number, taken: number])[]
  /** Whose clients become whose. */
  readonly staff: StaffChanges
  readonly asked: readonly Asked[]
  readonly declined: readonly Declined[]
}
