/**
 * Every place that holds something of a client, and what an erasure does there. Whoever adds one (an export that is
 * kept, a queue of deliveries, a table) adds it here: to ROW_STORES what is cleared in the erasure's own transaction, to
 * OUTSIDE_STORES what lies elsewhere, to KEPT_TABLES what holds nothing of a client but random ids. A test compares the
 * tables with these lists. The receipt of each erasure is made from them.
 */
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { sweepExports } from '../exports/sweep-exports.ts'
import type { ErasureTarget } from '../store/privacy/erase-rows.ts'

export { ROW_STORES } from '../store/privacy/erase-rows.ts'

/** What a transaction cannot take back: files, queues. */
export interface OutsideStore {
  readonly store: string
  /** In plain words, for the receipt. */
  readonly done: string
  /**
   * Clears it after the erasure was committed, and answers how many files or messages went. Called again after a
   * failure or a restart until it succeeds, so clearing twice must do no harm.
   */
  clear(daybook: Daybook, workspace: Workspace, target: ErasureTarget): Promise<number>
}

export const OUTSIDE_STORES: readonly OutsideStore[] = [
  {
    store: 'files of exports',
    done: 'the files of exports that held the client removed; without their keys they were noise before',
    clear: (daybook, workspace) => sweepExports(daybook, workspace.id),
  },
]

/** Nothing to count: it goes with the processes. */
export const MEMORY_STORE = {
  store: 'memory of the servers',
  done: 'names, keys and states dropped, and what waited in open streams; in other processes within a second',
}

/** Tables that an erasure leaves as they are, and why that is right. */
export const KEPT_TABLES: Readonly<Record<string, string>> = {
  entries: 'the permanent lines: sealed parts without a key, and the skeleton',
  links: 'random ids, times and actions: which entries were about the same somebody',
  acted: 'numbers of people of the staff, and random ids of clients of whom they made entries',
  counts: 'how many entries of which action; a client stands there as a random id',
  tiles: 'hashes',
  log_heads: 'size and hashes of the log',
  backfills: 'how far the filling of what older rows lack is: numbers and random ids',
  log_checks: 'how far the log was checked, and what was wrong: numbers and random ids',
  keks: 'numbers of key-encryption keys',
  log_generations: 'where a log went on after a restore',
  kinds: 'the actions that there are',
  actors: 'people of the staff and programs; a client who acts is not among them',
  client_privacy: 'that a client of this random id was erased, and when',
  privacy_requests: 'that a client of this random id asked, and what was decided',
  erasures: 'the receipts',
  retention_takes: 'which years retention has taken',
  workspaces: 'the business',
  api_keys: 'keys of programs',
  members: 'people of the staff',
  invitations: 'who is invited to the staff',
  migrations: 'which migrations ran',
  checkpoints: 'signed sizes and hashes',
  cosignatures: 'signatures of witnesses',
  anchors: 'places in the log of checkpoints',
  anchor_leaves: 'hashes',
  timestamps: 'time stamps of checkpoints',
}
