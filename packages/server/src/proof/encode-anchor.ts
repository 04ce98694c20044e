import {
  buildProof,
  encodeBase64,
  leafHash,
  parseSignedCheckpoint,
  type ProofPlan,
  verifyInclusion,
} from '@daybook/protocol'
import { sha256 } from '../hashes.ts'
import type { StoredCheckpoint } from '../store/proof/checkpoints.ts'
import { damaged, type TreeHashes } from '../store/proof/tree-hashes.ts'

/** That a checkpoint stands in the log of checkpoints: C2SP tlog-proof, its text as the extra data. */
export function encodeAnchor(
  anchored: StoredCheckpoint,
  index: number,
  plan: ProofPlan,
  stored: TreeHashes,
  { size, root, note }: StoredCheckpoint,
): string {
  const leaf = Buffer.from(parseSignedCheckpoint(anchored.note).text, 'utf8')
  const hashes = buildProof(plan, stored.hashesOf, sha256)
  if (!verifyInclusion({ index, size, leafHash: leafHash(leaf, sha256), hashes }, root, sha256))
    throw damaged('the log of checkpoints does not lead to its signed root')
  return [
    'c2sp.org/tlog-proof@v1',
    `extra ${leaf.toString('base64')}`,
    `index ${index}`,
    ...hashes.map(encodeBase64),
    '',
    note,
  ].join('\n')
}
