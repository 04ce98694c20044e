import type { Daybook } from '../daybook.ts'
import type { Backfill } from '../store/backfill/backfills.ts'

/** What the filling works with. */
export type FillingStores = Pick<Daybook, 'pools' | 'folder' | 'keks' | 'clientKeys' | 'workspaces'>

/**
 * One page. Answers the ids (`cl_…`, `ob_…`) of those on it that cannot be opened, and were left as they are; undefined
 * where it was overtaken.
 */
export type FillPage = (
  daybook: FillingStores,
  workspaceId: number,
  at: Backfill,
  /** Rows at most. */
  most: number,
) => Promise<readonly string[] | undefined>
