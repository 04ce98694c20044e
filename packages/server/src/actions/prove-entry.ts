import { buildProof, encodeEvidence, LogError, planInclusion, verifyInclusion } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { discloseEntry } from '../entry/disclose-entry.ts'
import { readRecord } from '../entry/open-entry.ts'
import type { Principal } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { parseEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { seesEntry } from '../policy/sight.ts'
import { chooseFields } from '../read/field-choice.ts'
import { chooseSeen } from '../read/choose-seen.ts'
import { readProofRows, storedOf } from '../store/proof/stored-entries.ts'
import { damaged } from '../store/proof/tree-hashes.ts'
import { keysOfRows } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { visibilityOf } from './visibility-of.ts'

/**
 * The evidence file of one entry (C2SP tlog-proof), with the fields that were chosen, or all that the reader may see.
 * Throws `not_found`, `query_invalid`, and what signing throws.
 */
export async function proveEntry(
  daybook: Daybook,
  principal: Principal,
  id: string,
  fields?: readonly string[],
): Promise<string> {
  requireRight(principal, 'verify')
  const choose = chooseFields(fields, '/field')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const seq = parseEntryId(entryIdKey, workspace.generations, id)
  const [row] =
    seq === undefined
      ? []
      : await readTogether(daybook.pools.app, workspace.id, run => readProofRows(run, workspace.id, [seq]))
  const sight = await visibilityOf(daybook, principal)
  const record = row && readRecord(row.record)
  if (row === undefined || record === undefined || !seesEntry(sight, record))
    throw new LogError('not_found', 'There is no entry with this id.')
  const keys = await keysOfRows(daybook, workspace.id, [{ row, record }])
  const { leaf, disclosures } = disclosed(row.seq, () =>
    discloseEntry(storedOf(row), record, keys, chooseSeen(sight, record.clientIds, choose)),
  )
  const index = row.seq - 1
  const { checkpoint, hashes: stored } = await daybook.checkpoints.current(workspace.id, {
    covering: row.seq,
    needs: size => planInclusion(index, size).flat(),
  })
  const { size, root, note } = checkpoint
  const hashes = buildProof(planInclusion(index, size), stored.hashesOf, sha256)
  // What would not verify is not handed out.
  if (!verifyInclusion({ index, size, leafHash: row.leaf_hash, hashes }, root, sha256))
    throw damaged(`entry ${row.seq} does not lead to the signed root`)
  return encodeEvidence({ leaf, disclosures, index, hashes, checkpoint: note })
}

/** A row that does not give its own leaf, or does not open, was changed. */
function disclosed<T>(seq: number, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw damaged(`entry ${seq} is not what was written`, cause)
  }
}
