import type { EntryFilter } from './entry.ts'

/** Filters of the workspace's log under a name, kept for oneself or for all who read it. */
export interface SavedView {
  /** `sv_…` */
  readonly id: string
  readonly name: string
  /** True where every reader of the workspace may open it. */
  readonly shared: boolean
  /** True where the asking reader made it. */
  readonly mine: boolean
  /** Who made it, by the name they had then; absent for a program. */
  readonly by?: string
  readonly filter: EntryFilter
  /** Newest first (`desc`) or oldest first. */
  readonly order: 'desc' | 'asc'
  /** True where the asking reader may change and delete it. */
  readonly changeable: boolean
}
