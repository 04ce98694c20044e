/** Verifies an evidence bundle: every entry, anchor and time stamp of it. Normative: docs/spec/evidence.md, section 4. */
import { parseCheckpoint } from './checkpoint.ts'
import { parseTlogProof, readUtf8 } from './evidence.ts'
import { parseTimestamp } from './timestamp.ts'
import { parseTrustPolicy, type TrustPolicy } from './trust-policy.ts'
import type { VerifiedCheckpoint } from './verify-checkpoint.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'
import {
  type NotVerified,
  refusal,
  type VerifiedEvidence,
  verifyEvidence,
  verifyInLog,
  verifySigners,
} from './verify-evidence.ts'

export interface BundleFile {
  /** Its path in the bundle. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** That a checkpoint stood in the log of checkpoints. */
export interface VerifiedAnchor {
  readonly ok: true
  /** The text of the checkpoint that it is about. */
  readonly anchored: string
  readonly checkpoint: VerifiedCheckpoint
}

/** A digest that an authority says it saw; its signature was not looked at. */
export interface ReadTimestamp {
  readonly ok: true
  /** An instant in UTC. */
  readonly time: string
}

export interface CheckedFile<T> {
  readonly file: string
  readonly result: T | NotVerified
}

export interface BundleReport {
  readonly ok: boolean
  /** Absent where it could not be read. */
  readonly policy?: TrustPolicy
  /** Whether the keys that were trusted came with the bundle, which proves nothing about whose they are. */
  readonly policyFrom: 'given' | 'bundle'
  /** By seq; those that do not verify first. */
  readonly entries: readonly CheckedFile<VerifiedEvidence>[]
  readonly anchors: readonly CheckedFile<VerifiedAnchor>[]
  readonly timestamps: readonly CheckedFile<ReadTimestamp>[]
  /** The first thing that is wrong, and in which file. */
  readonly problem?: NotVerified & { readonly file?: string }
}

export interface BundleOptions {
  /** The text of a policy got in another way; without it the bundle's own is used. */
  readonly policy?: string
  /** Called after each file. */
  onProgress?(done: number, total: number): void
}

/** Never throws for what is wrong with the bundle. */
export async function verifyBundle(
  files: readonly BundleFile[],
  crypto: VerifyCrypto,
  options: BundleOptions = {},
): Promise<BundleReport> {
  const policyFrom = options.policy === undefined ? 'bundle' : 'given'
  const none = { policyFrom, entries: [], anchors: [], timestamps: [] } as const
  try {
    const policy = await readPolicy(files, options.policy, crypto)
    const checked = await checkFiles(files, policy, rememberSignatures(crypto), options.onProgress)
    const bad = [...checked.entries, ...checked.anchors, ...checked.timestamps].find(
      ({ result }) => !result.ok,
    )
    const problem = bad && { ...(bad.result as NotVerified), file: bad.file }
    return { ok: bad === undefined, policy, policyFrom, ...checked, ...(problem && { problem }) }
  } catch (error) {
    return { ok: false, ...none, problem: refusal(error) }
  }
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

async function readPolicy(
  files: readonly BundleFile[],
  given: string | undefined,
  crypto: VerifyCrypto,
): Promise<TrustPolicy> {
  if (given !== undefined) return parseTrustPolicy(given, crypto)
  const found = files.filter(({ name }) => baseName(name) === 'trust-policy')
  if (found.length !== 1)
    throw new VerifyError(
      'bundle_malformed',
      'There is no trust-policy, or more than one: give it beside the evidence.',
    )
  const text = readUtf8(found[0]!.bytes)
  if (text === undefined) throw new VerifyError('policy_malformed', 'The trust policy is no text.')
  return parseTrustPolicy(text, crypto)
}

async function checkFiles(
  files: readonly BundleFile[],
  policy: TrustPolicy,
  crypto: VerifyCrypto,
  onProgress: BundleOptions['onProgress'],
): Promise<Pick<BundleReport, 'entries' | 'anchors' | 'timestamps'>> {
  const proofs = files.filter(({ name }) => name.endsWith('.tlog-proof'))
  const isAnchor = ({ name }: BundleFile): boolean => baseName(name).startsWith('anchor')
  const stamps = files.filter(({ name }) => name.endsWith('.tsr'))
  if (proofs.every(isAnchor))
    throw new VerifyError('bundle_malformed', 'There is no evidence here: no file that ends in .tlog-proof.')
  let done = 0
  const check = async <T>(
    chosen: readonly BundleFile[],
    verify: (bytes: Uint8Array) => Promise<T | NotVerified>,
  ): Promise<CheckedFile<T>[]> => {
    const checked: CheckedFile<T>[] = []
    for (const { name, bytes } of chosen) {
      checked.push({ file: name, result: await verify(bytes) })
      onProgress?.(++done, proofs.length + stamps.length)
    }
    return checked
  }
  const entries = await check(
    proofs.filter(file => !isAnchor(file)),
    bytes => verifyEvidence(bytes, policy, crypto),
  )
  const texts = textsOf(entries)
  const anchors = await check(proofs.filter(isAnchor), bytes => verifyAnchor(bytes, texts, policy, crypto))
  const stamped = anchors.length > 0 ? textsOf(anchors) : texts
  const timestamps = await check(stamps, bytes => verifyTimestamp(bytes, stamped, crypto))
  const rank = ({ result }: CheckedFile<VerifiedEvidence>): number => (result.ok ? result.seq : 0)
  return { entries: entries.sort((a, b) => rank(a) - rank(b)), anchors, timestamps }
}

/** The texts of the checkpoints that were good. */
function textsOf(checked: readonly CheckedFile<{ ok: true; checkpoint: VerifiedCheckpoint }>[]): Set<string> {
  return new Set(checked.flatMap(({ result }) => (result.ok ? [result.checkpoint.text] : [])))
}

async function verifyAnchor(
  file: Uint8Array,
  texts: ReadonlySet<string>,
  policy: TrustPolicy,
  crypto: VerifyCrypto,
): Promise<VerifiedAnchor | NotVerified> {
  try {
    const proof = parseTlogProof(readUtf8(file) ?? '')
    const checkpoint = await verifySigners(proof, policy, crypto)
    const anchored = readUtf8(proof.extra) ?? ''
    parseCheckpoint(anchored)
    await verifyInLog(proof.extra, proof, checkpoint, crypto)
    if (!texts.has(anchored))
      throw new VerifyError('anchor_mismatch', 'The anchor is of a checkpoint that none of the entries has.')
    return { ok: true, anchored, checkpoint }
  } catch (error) {
    return refusal(error)
  }
}

async function verifyTimestamp(
  file: Uint8Array,
  texts: ReadonlySet<string>,
  { sha256 }: VerifyCrypto,
): Promise<ReadTimestamp | NotVerified> {
  try {
    const { digest, time } = parseTimestamp(file)
    for (const text of texts)
      if ((await sha256(new TextEncoder().encode(text))).toHex() === digest) return { ok: true, time }
    throw new VerifyError('timestamp_mismatch', 'The time stamp is of something else than these checkpoints.')
  } catch (error) {
    return refusal(error)
  }
}

/** The entries of a bundle mostly share one checkpoint: its signatures are verified once. */
function rememberSignatures(crypto: VerifyCrypto): VerifyCrypto {
  const known = new Map<string, boolean | Promise<boolean>>()
  return {
    sha256: crypto.sha256,
    verifyEd25519(publicKey, message, signature) {
      const name = `${publicKey.toHex()} ${signature.toHex()} ${new TextDecoder().decode(message)}`
      let good = known.get(name)
      if (good === undefined) known.set(name, (good = crypto.verifyEd25519(publicKey, message, signature)))
      return good
    },
  }
}
