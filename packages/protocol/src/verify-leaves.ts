/**
 * Verifies a log as its server publishes it, tiles and bundles of leaves (C2SP tlog-tiles): the tree from the root down,
 * then every leaf against its place. Holds a bundle and one tile of each level at a time.
 */
import { decodeEntryBundle } from './entry-bundle.ts'
import { TILE_WIDTH } from './tile.ts'
import { tilePath } from './tile-path.ts'
import { leafHash } from './tree.ts'
import { type ReadTile, VerifiedTiles } from './verified-tiles.ts'
import type { VerifyCrypto } from './verify-crypto.ts'
import { VerifyError } from './verify-error.ts'
import { type NotVerified, refusal } from './verify-evidence.ts'

export interface LogHead {
  /** Entries in the log. */
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
}

/**
 * Answers how many leaves were verified, or the first that is wrong. Never throws for what is wrong with the log; only
 * where `readTile` or `crypto` does.
 * @param onProgress told after each bundle
 */
export async function verifyLeaves(
  { size, root }: LogHead,
  readTile: ReadTile,
  crypto: VerifyCrypto,
  onProgress?: (done: number) => void,
): Promise<{ readonly ok: true; readonly count: number } | NotVerified> {
  try {
    await new VerifiedTiles(size, readTile, crypto).verifyRoot(root)
  } catch (error) {
    return refusal(error)
  }
  const tiles = new VerifiedTiles(size, readTile, crypto)
  let done = 0
  let next = readBundle(0, size, readTile)
  try {
    for (let index = 0; done < size; index++) {
      const bundle = next
      // The network is slower than hashing: the next bundle is on its way meanwhile.
      next = readBundle(index + 1, size, readTile)
      next.catch(() => {})
      const [leaves, hashes] = [await bundle, await tiles.leaves(index)]
      for (const [at, leaf] of leaves.entries()) {
        const hash = await leafHash(leaf, crypto.sha256)
        if (hash.toHex() !== hashes[at]?.toHex())
          throw new VerifyError(
            'leaf_mismatch',
            `Entry ${done + 1} is not what stands in its place in the tree.`,
          )
        done++
      }
      onProgress?.(done)
    }
  } catch (error) {
    return refusal(error, done + 1)
  }
  return { ok: true, count: done }
}

/** The leaves of a bundle; none behind the end. Throws `log_malformed`. */
async function readBundle(index: number, size: number, readTile: ReadTile): Promise<readonly Uint8Array[]> {
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
  if (width <= 0) return []
  const path = tilePath({ level: 'entries', index, width })
  const leaves = decoded(await readTile(path))
  if (leaves?.length === width) return leaves
  throw new VerifyError('log_malformed', `${path} is missing, or does not hold ${width} entries.`)
}

function decoded(bytes: Uint8Array | undefined): Uint8Array[] | undefined {
  try {
    return bytes && decodeEntryBundle(bytes)
  } catch {
    return undefined
  }
}
