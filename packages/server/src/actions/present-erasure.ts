import type { ErasureReceipt } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { MODE_OF } from '../store/privacy/client-privacy.ts'
import type { Erasure } from '../store/privacy/erasures.ts'

/** The receipt of an erasure, as the routes answer it. */
export function presentErasure(daybook: Daybook, workspace: Workspace, erasure: Erasure): ErasureReceipt {
  const { clientId, mode, at, seq, stores, outsideAt, horizonAt } = erasure
  return {
    client: formatId('cl', clientId),
    mode: MODE_OF[mode],
    at: formatInstant(at),
    entry: formatEntryId(daybook.folder.workspace(workspace.id).entryIdKey, workspace.generations, seq),
    stores,
    ...(outsideAt !== undefined && { outsideAt: formatInstant(outsideAt) }),
    ...(horizonAt !== undefined && { horizonAt: formatInstant(horizonAt) }),
  }
}
