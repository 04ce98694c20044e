import { encodeVerifierKey } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { OVERLAP } from '../keys/signing/signer.ts'
import { requireRight } from '../policy/can.ts'
import { recordOwn } from './record-own.ts'

export interface RotatedKey {
  /** The new verifier key (C2SP), as the trust policy lists it. */
  readonly key: string
  /** Until when the key before signs beside it (RFC 3339). */
  readonly overlapUntil: string
}

/**
 * A new signing key signs from now on, the one before beside it for `overlap` ms, so that whoever has not seen the new
 * trust policy yet can still verify. The entry is written first: a key that no entry tells of never signs.
 */
export async function rotateSigningKey(
  daybook: Daybook,
  principal: Principal,
  overlap = OVERLAP,
): Promise<RotatedKey> {
  requireRight(principal, 'close')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { checkpoint } = await daybook.checkpoints.current(workspace.id)
  const signer = daybook.checkpoints.signerOf(workspace.id)
  const key = signer.prepareKey(checkpoint.generation)
  // The key of the entry: a rotation that was cut off and is begun again is told once.
  const draft = {
    action: 'log.key_rotated',
    key: `daybook:signing-key:${key.name}:${key.keyId}`,
    data: { key: encodeVerifierKey(key) },
  }
  await recordOwn(daybook, principal, workspace, draft, async () => {})
  signer.putInForce(checkpoint.generation, overlap)
  return { key: encodeVerifierKey(key), overlapUntil: new Date(daybook.now() + overlap).toISOString() }
}
