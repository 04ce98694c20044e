import type { Daybook } from '../daybook.ts'
import type { Backfill } from '../store/backfill/backfills.ts'

/** What the filling works with. */
export type FillingStores = Pick<Daybook, 'pools' | 'folder' | 'keks' | 'clientKeys' | 'workspaces'>

/** One page. False where it was overtaken. */
export type FillPage = (
  daybook: FillingStores,
  workspaceId: number,
  at: Backfill,
  /** Rows at most. */
  most: number,
) => Promise<boolean>
