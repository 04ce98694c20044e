/**
 * Every place that holds a key of a workspace, or what only its keys open, and what closing it does there. Whoever adds
 * one (an export that is kept, say) adds it here. In this order: should it be cut off, what is left opens nothing.
 */
import { dropOlderBackups } from '../actions/back-up-keys.ts'
import type { Daybook } from '../daybook.ts'
import { CLOSED_TABLES, clearTable } from '../store/closing/closed-rows.ts'

export interface ClosingStore {
  readonly store: string
  /** Called again after a failure or a restart, so clearing twice must do no harm. */
  clear(daybook: Daybook, workspaceId: number): Promise<unknown> | void
}

export const CLOSING_STORES: readonly ClosingStore[] = [
  {
    store: 'key-encryption keys',
    clear(daybook, workspaceId) {
      daybook.keks.finishDestroying()
      for (const kek of daybook.keks.numbers(workspaceId)) daybook.keks.destroy(workspaceId, kek)
    },
  },
  {
    store: 'the key of the MACs and entry ids',
    clear: (daybook, workspaceId) => daybook.folder.destroyWorkspace(workspaceId),
  },
  {
    store: 'key backups',
    clear: (daybook, workspaceId) => dropOlderBackups(daybook, workspaceId, Infinity),
  },
  ...CLOSED_TABLES.map(table => ({
    store: table,
    clear: (daybook: Daybook, workspaceId: number) => clearTable(daybook.pools.app, workspaceId, table),
  })),
  // A rotation that was under way may have made one more.
  {
    store: 'key-encryption keys made meanwhile',
    clear(daybook, workspaceId) {
      for (const kek of daybook.keks.numbers(workspaceId)) daybook.keks.destroy(workspaceId, kek)
    },
  },
]
