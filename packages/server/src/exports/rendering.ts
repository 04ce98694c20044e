/** What a renderer is told: plain data, so that it can be sent to another thread. */
import type { Locale } from '@daybook/catalogue'
import type { ExportFormat, ExportTotal } from '@daybook/protocol'
import type { Workspace } from '../entry/workspace.ts'
import type { Kind } from '../store/append/kinds.ts'
import type { Sight } from '../policy/sight.ts'
import type { EntryTest } from '../read/entry-test.ts'

export interface Rendering {
  readonly workspace: Workspace
  readonly entryIdKey: Uint8Array
  readonly format: ExportFormat
  readonly locale: Locale
  /** The zone of the stamps. */
  readonly timeZone: string
  readonly ips: boolean
  /** What an entry must say to be in the list, where its row alone does not tell. */
  readonly test?: EntryTest
  /** The kinds of entry that the log has. */
  readonly kinds: readonly Kind[]
  /** What the reader sees. */
  readonly sight: Sight
  /** What a PDF says on its first page. */
  readonly cover?: Cover
}

export interface Cover {
  /** The client whose timeline it is, `cl_…`. */
  readonly clientId?: string
  readonly order: 'desc' | 'asc'
  /** `Source: Customer`, one line a filter. */
  readonly filters: readonly string[]
  /** The instant at which it was asked for, and by whom. */
  readonly requestedAt: string
  readonly requestedBy: string
}

/** A piece of the file. */
export interface Rendered {
  readonly bytes: Uint8Array
  /** Entries in it; those that are not in the list or not for this reader were left out. */
  readonly rows: number
  /** The clients that these entries are about. */
  readonly clients: readonly number[]
  readonly totals: readonly ExportTotal[]
}

export const NOTHING: Rendered = { bytes: new Uint8Array(), rows: 0, clients: [], totals: [] }

/** Told from time to time how much of a piece is done, from 0 to 1. */
export type OnShare = (share: number) => void

export interface Renderer {
  /** Pieces may be asked for at once; each is answered with its own. */
  render(seqs: readonly number[], onShare?: OnShare): Promise<Rendered>
  /** Those that are in the list and for this reader. */
  select(seqs: readonly number[]): Promise<readonly number[]>
  close(): Promise<void>
}
