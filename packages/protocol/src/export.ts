/** Exports as their routes take and answer them. Instants are UTC (RFC 3339). */
import type { EntryFilter } from './entry.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'pdf'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** `expired`: the file is gone, and can be made again. `erased`: it held somebody who was erased since. */
export const EXPORT_STATES = [
  'queued',
  'running',
  'ready',
  'failed',
  'cancelled',
  'expired',
  'erased',
] as const
export type ExportState = (typeof EXPORT_STATES)[number]

/** Entries of a PDF at most. */
export const MOST_PDF_ENTRIES = 5000

/** The filters of a list, and the client whose timeline it is. */
export interface ExportFilter extends EntryFilter {
  /** `cl_…` or the host's id. */
  readonly client?: string
}

/** What is asked for. */
export interface ExportInput {
  readonly format: ExportFormat
  readonly filter?: ExportFilter
  /** Newest first (`desc`, the default) or oldest first. */
  readonly order?: 'asc' | 'desc'
  /** The zone of the stamps (IANA); default is the workspace's. */
  readonly timeZone?: string
  /** The language of the sentences; default is the workspace's. */
  readonly lang?: string
  /** With IP addresses; only for who may see them. */
  readonly ips?: boolean
  /** CSV only: totals of the amounts as last lines, which are no entries. */
  readonly totals?: boolean
  /** What a count answered: the file then holds exactly the entries that were counted. */
  readonly asOf?: string
}

/** How many entries an export would hold. */
export interface ExportCount {
  readonly count: number
  /** False where the time bound ended the counting: it goes on with `next`. */
  readonly exact: boolean
  readonly next?: string
  /** Names what was counted; present once the count is exact. */
  readonly asOf?: string
}

/** The sum of the amounts of one action in one currency. */
export interface ExportTotal {
  readonly action: string
  readonly currency: string
  readonly entries: number
  /** Minor units, as a decimal of any length. */
  readonly value: string
}

export interface ExportAnswer {
  /** `ex_…` */
  readonly id: string
  readonly format: ExportFormat
  readonly state: ExportState
  /** Absent once erased, as everything that was asked for. */
  readonly filter?: ExportFilter
  readonly order?: 'asc' | 'desc'
  readonly timeZone?: string
  readonly lang?: string
  readonly ips?: boolean
  /** Entries that it will hold; absent where they are still being counted. */
  readonly count?: number
  /** Entries written so far; of a file that is ready, all. */
  readonly done: number
  /** From 0 to 1: also where the entries are few and far between. */
  readonly progress: number
  readonly requestedAt: string
  readonly finishedAt?: string
  /** Until then the file can be had. */
  readonly expiresAt?: string
  readonly bytes?: number
  /** Of the file, in hex. */
  readonly sha256?: string
  readonly totals?: readonly ExportTotal[]
  /** Why it failed. */
  readonly problem?: string
}
