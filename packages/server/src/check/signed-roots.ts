/** What was signed of a log: the stored checkpoints, and what the signer remembers outside the database. */
import { parseSignedCheckpoint, type VerifierKey, verifyCheckpoint } from '@daybook/protocol'
import { createPublicKey, verify } from 'node:crypto'
import { sha256 } from '../hashes.ts'
import type { GenerationStart } from '../ids.ts'
import type { Signer } from '../keys/signing/signer.ts'
import type { Pools } from '../store/pool.ts'
import { readCheckpointPage, type StoredCheckpoint } from '../store/proof/checkpoints.ts'
import { readTogether } from '../store/transaction.ts'
import type { Problems } from './problems.ts'

export interface SignedRoot {
  readonly size: number
  readonly root: Buffer
  /** "the checkpoint of 512 entries". */
  readonly name: string
}

const PAGE = 500

/**
 * In the order of their sizes. A checkpoint that is wrong in itself is told of and left out; so is what an earlier
 * generation signed beyond the entry at which the next one begins: those entries were lost, and the log says so.
 */
export async function readSignedRoots(given: {
  readonly pool: Pools['app']
  readonly workspaceId: number
  readonly generations: readonly GenerationStart[]
  readonly signer: Signer
  readonly problems: Problems
}): Promise<SignedRoot[]> {
  const { pool, workspaceId, signer, problems, generations } = given
  const signed: SignedRoot[] = []
  const verifiers = signer.verifiers()
  const isOfLog = (generation: number, size: number): boolean =>
    !generations.some(later => later.generation > generation && size >= later.firstSeq)
  for (let after = { generation: -1, size: -1 }; ; ) {
    const page = await readTogether(pool, workspaceId, run =>
      readCheckpointPage(run, workspaceId, after, PAGE),
    )
    for (const checkpoint of page) {
      const name = `the checkpoint of ${checkpoint.size} entries`
      const wrong = await whatIsWrong(checkpoint, verifiers, signer)
      if (wrong === undefined && isOfLog(checkpoint.generation, checkpoint.size))
        signed.push({ size: checkpoint.size, root: checkpoint.root, name })
      else if (wrong !== undefined) problems.add('entry', Math.max(checkpoint.size, 0), `${name} ${wrong}`)
    }
    if (page.length < PAGE) break
    after = page.at(-1)!
  }
  for (const { generation, size, root } of signerHeads(signer)) {
    if (!isOfLog(generation, size)) continue
    signed.push({
      size,
      root: Buffer.from(root),
      name: 'the last signature that the signer remembers',
    })
  }
  return signed.sort((a, b) => a.size - b.size)
}

/** How far each generation was signed, as the key folder tells. */
function signerHeads(signer: Signer): { generation: number; size: number; root: Uint8Array }[] {
  return (signer.keys()?.generations ?? []).flatMap(({ generation }) => {
    try {
      const last = signer.last(generation)
      return last.size === 0 ? [] : [{ generation, ...last }]
    } catch {
      // A later generation has signed, or the record is lost: the signer says so itself when it is to sign.
      return []
    }
  })
}

async function whatIsWrong(
  stored: StoredCheckpoint,
  verifiers: readonly VerifierKey[],
  signer: Signer,
): Promise<string | undefined> {
  try {
    const read = parseSignedCheckpoint(stored.note)
    if (read.size !== stored.size || !stored.root.equals(read.root))
      return 'does not say what its signed note says'
    const origin = signer.keys()?.generations.find(one => one.generation === stored.generation)?.origin
    // Without the keys' file nothing can be said of signatures.
    if (origin === undefined)
      return verifiers.length === 0 ? undefined : 'is of a generation that never signed'
    if (read.origin !== origin) return 'is signed for another log'
    await verifyCheckpoint(
      stored.note,
      { logs: verifiers, witnesses: [], groups: [], quorum: 'none' },
      CRYPTO,
    )
    return undefined
  } catch {
    return 'is not signed by the keys of this log'
  }
}

const CRYPTO = {
  sha256: (bytes: Uint8Array) => sha256(bytes),
  verifyEd25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verify(
      null,
      message,
      createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
        format: 'jwk',
      }),
      signature,
    ),
}
