/** What the actions work with: the opened stores, the keys, and the clock. Made once by `openDaybook`. */
import type { Keks } from './keys/keks.ts'
import type { KeyFolder } from './keys/key-folder.ts'
import type { ErasureLedger } from './keys/erasure-ledger.ts'
import type { VerifierKey } from '@daybook/protocol'
import type { SigningFolder } from './keys/signing/signing-folder.ts'
import type { AnchorLog } from './proof/anchor-log.ts'
import type { Checkpoints } from './proof/checkpoints.ts'
import type { ApiKeys } from './store/api-keys.ts'
import type { AppendLog } from './store/append/append-log.ts'
import type { Kinds } from './store/append/kinds.ts'
import type { PrivacyWatch } from './live/privacy-watch.ts'
import type { Tail } from './live/tail.ts'
import type { ClientIndex } from './store/client-index.ts'
import type { EntryNotes } from './store/read/entry-notes.ts'
import type { LogCounts } from './store/read/log-counts.ts'
import type { ActivityIndex } from './store/read/activity-index.ts'
import type { ClientKeys } from './store/client-keys.ts'
import type { Invitations } from './store/invitations.ts'
import type { Members } from './store/members.ts'
import type { Owners } from './store/owners.ts'
import type { ExportFiles } from './exports/export-files.ts'
import type { Pools } from './store/pool.ts'
import type { Workspaces } from './store/workspaces.ts'

export interface Daybook {
  readonly pools: Pools
  readonly folder: KeyFolder
  readonly keks: Keks
  readonly ledger: ErasureLedger
  readonly clientKeys: ClientKeys
  readonly kinds: Kinds
  readonly log: AppendLog
  readonly workspaces: Workspaces
  readonly apiKeys: ApiKeys
  readonly members: Members
  readonly invitations: Invitations
  readonly owners: Owners
  readonly clientIndex: ClientIndex
  readonly activityIndex: ActivityIndex
  readonly entryNotes: EntryNotes
  readonly logCounts: LogCounts
  readonly tail: Tail
  readonly privacy: PrivacyWatch
  readonly signing: SigningFolder
  readonly checkpoints: Checkpoints
  readonly anchors: AnchorLog
  /** Whose cosignatures are kept. */
  readonly witnesses: readonly VerifierKey[]
  readonly exports: {
    readonly files: ExportFiles
    /** A connection of the app role, for the threads that write exports. */
    readonly appUrl: string
    /** Told when one was asked for: whoever makes them may look at once. */
    asked: () => void
  }
  /** UTC ms. */
  now(): number
}
