/** Parts → the row of an entry: digests, leaf, leaf hash, sealed bytes. The costly and pure half of an append. */
import { digestOfPart, encodeLeaf, encodePart, type Part } from '@daybook/protocol'
import { hashes, sha256 } from '../hashes.ts'
import { partContext, seal, wrapKey } from '../keys/seal.ts'
import { randomBytes } from '../random.ts'

/** The keys that one entry is sealed under, one of each kind a client, in the order of its clients. */
export interface SealingKeys {
  readonly facts: readonly Buffer[]
  readonly personal: readonly Buffer[]
}

export interface EntryBytes {
  readonly leafHash: Buffer
  readonly digests: Buffer
  readonly record: string
  readonly facts?: Buffer
  readonly factsKeys?: Buffer
  readonly client?: Buffer
  readonly moreClients?: Buffer
}

const LEAF_PREFIX = Buffer.of(0)

/** Seals an entry. `recordedAt` in seconds. */
export function makeEntry(
  action: string,
  recordedAt: number,
  parts: readonly Part[],
  keys: SealingKeys,
): EntryBytes {
  const digests = parts.map(part => digestOfPart(part, hashes))
  const leaf = encodeLeaf({ recordedAt, action, digests, recordSeed: parts[0]!.seed }, hashes)
  const leafHash = sha256(LEAF_PREFIX, Buffer.from(leaf, 'utf8'))
  const facts = parts.find(part => part.name === 'facts')
  const clients = parts.filter(part => part.name !== 'record' && part.name !== 'facts')
  const sealedClients = clients.map((part, i) =>
    seal(keys.personal[i]!, encodePart(part, hashes), partContext(leafHash, part.name)),
  )
  return {
    leafHash,
    digests: joinDigests(digests),
    record: encodePart(parts[0]!, hashes),
    ...(facts === undefined ? {} : sealFacts(facts, leafHash, keys.facts)),
    client: sealedClients[0],
    moreClients: sealedClients.length > 1 ? frame(sealedClients.slice(1)) : undefined,
  }
}

const joinDigests = (digests: readonly string[]): Buffer =>
  Buffer.concat(digests.map(digest => Buffer.from(digest, 'base64url')))

/** In clear without a client; under the client's facts key; with several under a key of its own, wrapped for each. */
function sealFacts(
  facts: Part,
  leafHash: Buffer,
  keys: readonly Buffer[],
): { facts: Buffer; factsKeys?: Buffer } {
  const text = encodePart(facts, hashes)
  if (keys.length === 0) return { facts: Buffer.from(text, 'utf8') }
  const context = partContext(leafHash, 'facts')
  if (keys.length === 1) return { facts: seal(keys[0]!, text, context) }
  const own = randomBytes(32)
  return { facts: seal(own, text, context), factsKeys: Buffer.concat(keys.map(key => wrapKey(key, own))) }
}

/** Each chunk behind its length (4 bytes, big-endian). */
export function frame(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat(
    chunks.flatMap(chunk => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      return [length, chunk]
    }),
  )
}

/** Throws RangeError where the bytes are not whole frames. */
export function unframe(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw new RangeError('a framed chunk is cut off')
    chunks.push(bytes.subarray(at + 4, end))
    at = end
  }
  return chunks
}
