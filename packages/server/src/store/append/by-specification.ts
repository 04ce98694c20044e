/**
 * Reads stored bytes by the specification alone (docs/spec/entry.md, RFC 6962, RFC 3394, RFC 9901): no hash, seal,
 * leaf or tree of the server is used. For tests.
 */
import { createDecipheriv, createHash } from 'node:crypto'

/** A row of daybook.entries. */
export interface StoredRow {
  seq: string
  recorded_at: string
  leaf_hash: Buffer
  digests: Buffer
  record: string
  facts: Buffer | null
  facts_keys: Buffer | null
  client: Buffer | null
  more_clients: Buffer | null
}

export const sha256 = (...chunks: (Buffer | string)[]): Buffer =>
  chunks.reduce((hash, chunk) => hash.update(chunk), createHash('sha256')).digest()
export const shake256 = (length: number, ...chunks: (Buffer | string)[]): Buffer =>
  chunks
    .reduce((hash, chunk) => hash.update(chunk), createHash('shake256', { outputLength: length }))
    .digest()
export const b64 = (bytes: Buffer): string => bytes.toString('base64url')
const digestText = (text: string): string => b64(sha256(text))

/** RFC 3394, section 2.2.2. */
export function unwrap(kek: Buffer, wrapped: Buffer): Buffer {
  const n = wrapped.length / 8 - 1
  let a = Buffer.from(wrapped.subarray(0, 8))
  const r = Array.from({ length: n }, (_, i) => Buffer.from(wrapped.subarray(8 * (i + 1), 8 * (i + 2))))
  for (let j = 5; j >= 0; j--) {
    for (let i = n; i >= 1; i--) {
      a.writeBigUInt64BE(a.readBigUInt64BE() ^ BigInt(n * j + i))
      const decipher = createDecipheriv('aes-256-ecb', kek, null).setAutoPadding(false)
      const block = Buffer.concat([decipher.update(Buffer.concat([a, r[i - 1]!])), decipher.final()])
      a = block.subarray(0, 8)
      r[i - 1] = block.subarray(8)
    }
  }
  if (a.toString('hex') !== 'a6a6a6a6a6a6a6a6') throw new Error('the key is not wrapped under this one')
  return Buffer.concat(r)
}

/** AES-256-GCM, bound to the leaf and the part. */
function unseal(key: Buffer, sealed: Buffer, leafHash: Buffer, name: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(
    Buffer.concat([leafHash, Buffer.from(name)]),
  )
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** The number behind `cl_…`: Crockford's base32. */
export const idOf = (text: string): number =>
  text
    .slice(3)
    .split('')
    .reduce((id, char) => id * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(char), 0)

/** The parts of an entry as stored, opened: `keys` by client id and kind. */
export function partsOf(row: StoredRow, keys: ReadonlyMap<string, Buffer>): [name: string, text: string][] {
  const record = fieldsOf(row.record)
  const clients = record.has('clients')
    ? (JSON.parse(String(record.get('clients'))) as string[]).map(idOf)
    : []
  const year = Number(String(record.get('occurredAt')).slice(0, 4))
  const parts: [string, string][] = [['record', row.record]]
  if (row.facts !== null) {
    const key = clients.length === 1 ? keys.get(`${clients[0]} 0`)! : undefined
    if (clients.length > 1) {
      const own = clients.map((id, i) =>
        unwrap(keys.get(`${id} 0`)!, row.facts_keys!.subarray(i * 40, i * 40 + 40)),
      )
      if (own.some(key => !key.equals(own[0]!))) throw new Error('the facts are wrapped under different keys')
      parts.push(['facts', unseal(own[0]!, row.facts, row.leaf_hash, 'facts')])
    } else
      parts.push([
        'facts',
        key === undefined ? row.facts.toString('utf8') : unseal(key, row.facts, row.leaf_hash, 'facts'),
      ])
  }
  const sealed = row.client === null ? [] : [row.client]
  for (let at = 0; row.more_clients !== null && at < row.more_clients.length; ) {
    const length = row.more_clients.readUInt32BE(at)
    sealed.push(row.more_clients.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  if (sealed.length !== clients.length)
    throw new Error(`${clients.length} clients have ${sealed.length} parts`)
  sealed.forEach((bytes, i) => {
    const name = i === 0 ? 'client' : `client_${i + 1}`
    parts.push([name, unseal(keys.get(`${clients[i]} ${year}`)!, bytes, row.leaf_hash, name)])
  })
  return parts
}

export const fieldsOf = (text: string): Map<string, unknown> => {
  const [, ...flat] = JSON.parse(text) as unknown[]
  return new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[name as string, flat[i + 1]] as const] : [])))
}

/** RFC 9901: the digest of a part's disclosure, whose value holds the digests of its fields. */
export function digestOf(name: string, text: string): string {
  const [seed64, ...flat] = JSON.parse(text) as [string, ...unknown[]]
  const seed = Buffer.from(seed64, 'base64url')
  if (seed.length !== 16) throw new Error(`the seed of ${name} has ${seed.length} bytes`)
  const names = flat.filter((_, i) => i % 2 === 0)
  if (new Set(names).size !== names.length) throw new Error('a name stands twice')
  const salts = shake256((names.length + 1) * 18, seed, name)
  const salt = (i: number): string => b64(salts.subarray(i * 18, i * 18 + 18))
  const disclosure = (array: unknown[]): string => Buffer.from(JSON.stringify(array)).toString('base64url')
  const fields = names.map((field, i) => digestText(disclosure([salt(i), field, flat[2 * i + 1]])))
  if (flat.some(value => typeof value === 'object' && value !== null)) throw new Error('a value is no scalar')
  return digestText(disclosure([salt(names.length), name, { _sd: fields.sort() }]))
}

/** RFC 6962, section 2.1, as it is written there. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)))
}
