/**
 * Verifies one evidence file against a trust policy: file, checkpoint, leaf, inclusion, disclosures, each a step of
 * its own, in this order. Nothing of the file is trusted before the step that proves it. Normative: docs/spec/verify.md.
 */
import { type Evidence, parseEvidence, readUtf8 } from './evidence.ts'
import { type OpenedParts, openDisclosures } from './open-disclosures.ts'
import { type ParsedLeaf, parseLeaf } from './parse-leaf.ts'
import { isHash, siblingSides } from './proof.ts'
import { leafHash, nodeHash } from './tree.ts'
import type { TrustPolicy } from './trust-policy.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { type VerifyCode, VerifyError } from './verify-error.ts'

/** What a good evidence file shows. */
export interface VerifiedEvidence extends OpenedParts {
  readonly ok: true
  /** Place of the entry in its log: 1, 2, 3 … */
  readonly seq: number
  readonly action: string
  /** Seconds since 1970 (UTC) at which the log recorded it. */
  readonly recordedAt: number
  readonly checkpoint: VerifiedCheckpoint
}

export interface NotVerified {
  readonly ok: false
  readonly code: VerifyCode
  /** For people. */
  readonly message: string
  /** The first bad entry, where a whole log was verified. */
  readonly seq?: number
}

/** Never throws for what is wrong with the file; only where `crypto` does. */
export async function verifyEvidence(
  file: Uint8Array,
  policy: TrustPolicy,
  crypto: VerifyCrypto,
): Promise<VerifiedEvidence | NotVerified> {
  try {
    const evidence = readFile(file)
    const checkpoint = await verifySigners(evidence, policy, crypto)
    const leaf = parseLeaf(evidence.leaf)
    await verifyInLog(new TextEncoder().encode(evidence.leaf), evidence, checkpoint, crypto)
    const opened = await openDisclosures(leaf.digests, evidence.disclosures, crypto)
    requireSameAction(leaf, opened)
    const { action, recordedAt } = leaf
    return { ok: true, seq: evidence.index + 1, action, recordedAt, checkpoint, ...opened }
  } catch (error) {
    return refusal(error)
  }
}

/** The answer for what a verifying function threw; throws on what was not the input's fault. */
export function refusal(error: unknown, seq?: number): NotVerified {
  if (!(error instanceof VerifyError)) throw error
  return { ok: false, code: error.code, message: error.message, ...(seq !== undefined && { seq }) }
}

function readFile(file: Uint8Array): Evidence {
  const text = readUtf8(file)
  if (text === undefined)
    throw new VerifyError('evidence_malformed', 'This is no evidence file: it is no UTF-8 text.')
  return parseEvidence(text)
}

/**
 * C2SP passes over signatures by unknown keys. In evidence they are refused: whoever made the file knew the policy,
 * and a line that nobody can check could have been changed by anybody.
 */
export async function verifySigners(
  { checkpoint: note }: Pick<Evidence, 'checkpoint'>,
  policy: TrustPolicy,
  crypto: VerifyCrypto,
): Promise<VerifiedCheckpoint> {
  const checkpoint = await verifyCheckpoint(note, policy, crypto)
  const [stranger] = checkpoint.unknown
  if (stranger !== undefined)
    throw new VerifyError(
      'signature_unknown',
      `The checkpoint is also signed by ${stranger.name} (key ${stranger.keyId}), which the trust policy does not have.`,
    )
  return checkpoint
}

/** Throws `index_beyond_size` and `inclusion_failed`. */
export async function verifyInLog(
  leaf: Uint8Array,
  place: Pick<Evidence, 'index' | 'hashes'>,
  tree: Pick<VerifiedCheckpoint, 'size' | 'root'>,
  crypto: VerifyCrypto,
): Promise<void> {
  await verifyPlace(await leafHash(leaf, crypto.sha256), place, tree, crypto)
}

/** The same for whoever has only the leaf's hash. */
export async function verifyPlace(
  hash: Uint8Array,
  { index, hashes }: Pick<Evidence, 'index' | 'hashes'>,
  { size, root }: Pick<VerifiedCheckpoint, 'size' | 'root'>,
  { sha256 }: VerifyCrypto,
): Promise<void> {
  if (index >= size)
    throw new VerifyError(
      'index_beyond_size',
      `Entry ${index + 1} is not among the ${size} of the checkpoint.`,
    )
  const sides = siblingSides(index, size, hashes.length)
  let node = hash
  for (const [i, sibling] of hashes.entries())
    node = await (sides?.[i] ? nodeHash(sibling, node, sha256) : nodeHash(node, sibling, sha256))
  if (sides === undefined || node.toHex() !== root.toHex() || ![hash, ...hashes].every(isHash))
    throw new VerifyError(
      'inclusion_failed',
      `This is not what stands in the log as entry ${index + 1}: what the file shows and what was signed differ.`,
    )
}

/** The leaf names the action in clear; the record's own must not say otherwise. */
export function requireSameAction({ action }: ParsedLeaf, { parts }: OpenedParts): void {
  const field = parts.find(({ name }) => name === 'record')?.fields.find(([name]) => name === 'action')
  if (field !== undefined && field[1] !== action)
    throw new VerifyError(
      'action_mismatch',
      `The record says ${JSON.stringify(field[1])}, its leaf "${action}".`,
    )
}
