/** Does a log go on as it began? For whoever kept an older checkpoint, or only its size and root. */
import { type ConsistencyProof, consistencySteps, isHash } from './proof.ts'
import { nodeHash } from './tree.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'

/** What `verifyConsistency` says, for crypto that may be asynchronous. Throws `consistency_failed`. */
export async function verifyGrowth(
  proof: ConsistencyProof,
  newRoot: Uint8Array,
  { sha256 }: VerifyCrypto,
): Promise<void> {
  const steps = consistencySteps(proof)
  let oldNode = steps?.first
  let newNode = steps?.first
  for (const { sibling, isLeft } of steps?.siblings ?? []) {
    if (isLeft) oldNode = await nodeHash(sibling, oldNode!, sha256)
    newNode = await (isLeft ? nodeHash(sibling, newNode!, sha256) : nodeHash(newNode!, sibling, sha256))
  }
  const lengths = proof.hashes.length === 0 || [proof.oldRoot, ...proof.hashes].every(isHash)
  if (!lengths || oldNode?.toHex() !== proof.oldRoot.toHex() || newNode?.toHex() !== newRoot.toHex())
    throw new VerifyError(
      'consistency_failed',
      `The log of ${proof.newSize} entries does not begin with the log of ${proof.oldSize}: it was changed.`,
    )
}
