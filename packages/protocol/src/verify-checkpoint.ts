/** Are a checkpoint's signatures those that a trust policy asks for? */
import { parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { cosignedText, parseCosignature } from './cosignature.ts'
import type { NoteSignature } from './note.ts'
import { reachesQuorum, type TrustPolicy } from './trust-policy.ts'
import type { VerifierKey } from './verifier-key.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'

export interface VerifiedCheckpoint extends SignedCheckpoint {
  /** The log's keys whose signatures are good: one at least. */
  readonly signedBy: readonly VerifierKey[]
  /** The policy's witnesses whose cosignatures are good; time in seconds since 1970. */
  readonly witnessedBy: readonly { readonly name: string; readonly time: number }[]
  /** Signatures by keys that the policy does not have for this log: not looked at. */
  readonly unknown: readonly NoteSignature[]
}

/**
 * Verifies a signed checkpoint. Signatures by unknown keys are passed over, as C2SP signed-note asks; every signature
 * by a known key must be good.
 * Throws `checkpoint_malformed`, `origin_unknown`, `signature_invalid`, `signature_missing`, `quorum_missing`.
 */
export async function verifyCheckpoint(
  note: string,
  policy: TrustPolicy,
  crypto: VerifyCrypto,
): Promise<VerifiedCheckpoint> {
  const checkpoint = parseSignedCheckpoint(note)
  const { origin, text } = checkpoint
  const logKeys = policy.logs.filter(({ name }) => name === origin)
  if (logKeys.length === 0)
    throw new VerifyError('origin_unknown', `The trust policy has no key for the log ${origin}.`)
  const signedBy: VerifierKey[] = []
  const witnessedBy: { name: string; time: number }[] = []
  const unknown: NoteSignature[] = []
  for (const line of checkpoint.signatures) {
    const isOfLine = ({ name, keyId }: VerifierKey): boolean => name === line.name && keyId === line.keyId
    const logKey = logKeys.find(isOfLine)
    const witness = policy.witnesses.find(({ key }) => isOfLine(key))
    let good = true
    if (logKey !== undefined) {
      good = await isSigned(logKey, text, line.signature, crypto)
      signedBy.push(logKey)
    } else if (witness !== undefined) {
      const signature = parseCosignature(line.signature)
      good =
        signature !== undefined &&
        (await isSigned(witness.key, cosignedText(text, signature.time), signature.ed25519, crypto))
      if (signature) witnessedBy.push({ name: witness.name, time: signature.time })
    } else unknown.push(line)
    if (!good)
      throw new VerifyError(
        'signature_invalid',
        `The signature of the checkpoint by ${line.name} is not good.`,
      )
  }
  if (signedBy.length === 0)
    throw new VerifyError('signature_missing', `No key that the trust policy has for ${origin} has signed.`)
  if (!reachesQuorum(policy, new Set(witnessedBy.map(({ name }) => name))))
    throw new VerifyError(
      'quorum_missing',
      `Not enough witnesses signed: the policy asks for ${policy.quorum}.`,
    )
  return { ...checkpoint, signedBy, witnessedBy, unknown }
}

async function isSigned(
  key: VerifierKey,
  text: string,
  signature: Uint8Array,
  crypto: VerifyCrypto,
): Promise<boolean> {
  return (
    signature.length === 64 &&
    (await crypto.verifyEd25519(key.publicKey, new TextEncoder().encode(text), signature))
  )
}
