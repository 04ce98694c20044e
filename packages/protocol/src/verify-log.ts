/**
 * Verifies a whole exported log: the checkpoint, the tree from the root down, then every entry against its place in
 * the tree, in constant memory. Normative: docs/spec/exported-log.md.
 */
import { parseLogLine } from './exported-log.ts'
import { openDisclosures } from './open-disclosures.ts'
import { parseLeaf } from './parse-leaf.ts'
import { TILE_WIDTH } from './tile.ts'
import { leafHash } from './tree.ts'
import type { TrustPolicy } from './trust-policy.ts'
import { type ReadTile, VerifiedTiles } from './verified-tiles.ts'
import { type VerifiedCheckpoint, verifyCheckpoint } from './verify-checkpoint.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'
import { type NotVerified, refusal, requireSameAction } from './verify-evidence.ts'

export interface LogSource {
  /** The signed checkpoint. */
  readonly checkpoint: string
  /** The lines of `entries.jsonl`, without their newlines. */
  readonly lines: AsyncIterable<string> | Iterable<string>
  readonly readTile: ReadTile
}

export interface VerifiedLog {
  readonly ok: true
  readonly checkpoint: VerifiedCheckpoint
  /** Fields that are shown, and those that are hidden or erased in parts that are shown. */
  readonly fields: number
  readonly hiddenFields: number
}

/** Never throws for what is wrong with the log; names the first bad entry. */
export async function verifyLog(
  source: LogSource,
  policy: TrustPolicy,
  crypto: VerifyCrypto,
  onProgress?: (done: number, total: number) => void,
): Promise<VerifiedLog | NotVerified> {
  let checkpoint: VerifiedCheckpoint
  const tiles = (size: number): VerifiedTiles => new VerifiedTiles(size, source.readTile, crypto)
  try {
    checkpoint = await verifyCheckpoint(source.checkpoint, policy, crypto)
    await tiles(checkpoint.size).verifyRoot(checkpoint.root)
  } catch (error) {
    return refusal(error)
  }
  const entries = new EntryCheck(checkpoint.size, tiles(checkpoint.size), crypto)
  try {
    for await (const line of source.lines) {
      await entries.next(line)
      if (entries.seq % TILE_WIDTH === 0) onProgress?.(entries.seq, checkpoint.size)
    }
    entries.end()
  } catch (error) {
    return refusal(error, entries.seq + 1)
  }
  return { ok: true, checkpoint, fields: entries.fields, hiddenFields: entries.hiddenFields }
}

class EntryCheck {
  /** The last entry that was good. */
  seq = 0
  fields = 0
  hiddenFields = 0
  readonly #size: number
  readonly #tiles: VerifiedTiles
  readonly #crypto: VerifyCrypto

  constructor(size: number, tiles: VerifiedTiles, crypto: VerifyCrypto) {
    this.#size = size
    this.#tiles = tiles
    this.#crypto = crypto
  }

  async next(line: string): Promise<void> {
    const index = this.seq
    const entry = parseLogLine(line)
    if (index === this.#size) wrongSeq(`There are more entries than the ${this.#size} that were signed.`)
    if (entry.seq !== index + 1)
      wrongSeq(`Entry ${index + 1} is missing: entry ${entry.seq} stands in its place.`)
    const leaf = parseLeaf(entry.leaf)
    const leaves = await this.#tiles.leaves(Math.floor(index / TILE_WIDTH))
    const hash = await leafHash(new TextEncoder().encode(entry.leaf), this.#crypto.sha256)
    if (hash.toHex() !== leaves[index % TILE_WIDTH]?.toHex())
      throw new VerifyError('leaf_mismatch', `Entry ${entry.seq} is not what was signed in its place.`)
    const opened = await openDisclosures(leaf.digests, entry.disclosures, this.#crypto)
    requireSameAction(leaf, opened)
    for (const part of opened.parts) {
      this.fields += part.fields.length
      this.hiddenFields += part.hidden
    }
    this.seq++
  }

  end(): void {
    if (this.seq < this.#size)
      wrongSeq(`The entries end after ${this.seq} of the ${this.#size} that were signed.`)
  }
}

function wrongSeq(message: string): never {
  throw new VerifyError('seq_wrong', message)
}
