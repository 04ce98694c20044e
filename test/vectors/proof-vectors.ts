/** Proofs of inclusion and of consistency. */
import { buildProof, encodeBase64, planConsistency, type Vector } from '@daybook/protocol'
import { sha256 } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { PracticeLog } from '../../packages/protocol/src/practice-log.fixture.ts'
import type { MadeVector } from './made-vector.ts'

type Inclusion = Extract<Vector, { kind: 'inclusion' }>
type Consistency = Extract<Vector, { kind: 'consistency' }>

const logs = new Map<number, PracticeLog>()
function logOf(size: number): PracticeLog {
  let log = logs.get(size)
  if (log === undefined) {
    log = new PracticeLog(Array.from({ length: size }, (_, n) => `leaf ${n}`))
    logs.set(size, log)
  }
  return log
}

function inclusion(index: number, size: number, change: Partial<Inclusion> = {}): Inclusion {
  const log = logOf(size)
  return {
    kind: 'inclusion',
    index,
    size,
    leafHash: encodeBase64(log.hashes[index]!),
    root: encodeBase64(log.root),
    hashes: log.proof(index).map(encodeBase64),
    ...change,
  }
}

function consistency(oldSize: number, newSize: number, change: Partial<Consistency> = {}): Consistency {
  const log = logOf(newSize)
  const hashes = buildProof(
    planConsistency(oldSize, newSize),
    ({ level, start, count }) => log.levels[level]!.slice(start, start + count),
    sha256,
  )
  return {
    kind: 'consistency',
    oldSize,
    newSize,
    oldRoot: encodeBase64(logOf(oldSize).root),
    newRoot: encodeBase64(log.root),
    hashes: hashes.map(encodeBase64),
    ...change,
  }
}

const EDGES = [1, 2, 3, 7, 8, 255, 256, 257]
const other = encodeBase64(sha256(Buffer.from('another')))
const proof = inclusion(5, 7).hashes
const growth = consistency(3, 7).hashes

const VALID: Record<string, Vector> = {
  ...Object.fromEntries(EDGES.map(size => [`last-of-${size}`, inclusion(size - 1, size)])),
  'first-of-257': inclusion(0, 257),
  'middle-of-257': inclusion(200, 257),
  ...Object.fromEntries(
    EDGES.slice(1).map((size, i) => [`from-${EDGES[i]}-to-${size}`, consistency(EDGES[i]!, size)]),
  ),
  'from-100-to-257': consistency(100, 257),
  'no-growth': consistency(7, 7),
}

const INVALID: Record<string, Vector> = {
  'index_beyond_size--the-size-itself': inclusion(6, 7, { index: 7 }),
  'index_beyond_size--an-empty-log': inclusion(0, 1, { size: 0 }),
  'inclusion_failed--another-leaf': inclusion(5, 7, { leafHash: other }),
  'inclusion_failed--another-root': inclusion(5, 7, { root: other }),
  'inclusion_failed--another-place': inclusion(5, 7, { index: 4 }),
  'inclusion_failed--another-size': inclusion(5, 7, { size: 9 }),
  'inclusion_failed--a-hash-more': inclusion(5, 7, { hashes: [...proof, other] }),
  'inclusion_failed--a-hash-less': inclusion(5, 7, { hashes: proof.slice(1) }),
  'inclusion_failed--two-hashes-swapped': inclusion(5, 7, { hashes: [proof[1]!, proof[0]!, proof[2]!] }),
  'inclusion_failed--a-changed-hash': inclusion(5, 7, { hashes: [...proof.slice(0, 2), other] }),
  'inclusion_failed--a-hash-where-none-is-needed': inclusion(0, 1, { hashes: [other] }),
  'inclusion_failed--a-byte-moved-between-two-hashes': inclusion(0, 2, {
    leafHash: encodeBase64(logOf(2).hashes[0]!.subarray(0, 31)),
    hashes: [encodeBase64(Buffer.concat([logOf(2).hashes[0]!.subarray(31), logOf(2).hashes[1]!]))],
  }),
  'consistency_failed--another-old-root': consistency(3, 7, { oldRoot: other }),
  'consistency_failed--another-new-root': consistency(3, 7, { newRoot: other }),
  'consistency_failed--a-log-that-shrank': consistency(3, 7, { oldSize: 7, newSize: 3 }),
  'consistency_failed--from-nothing': consistency(3, 7, { oldSize: 0 }),
  'consistency_failed--a-hash-more': consistency(3, 7, { hashes: [...growth, other] }),
  'consistency_failed--a-hash-less': consistency(3, 7, { hashes: growth.slice(0, -1) }),
  'consistency_failed--no-hashes': consistency(3, 7, { hashes: [] }),
  'consistency_failed--a-changed-hash': consistency(3, 7, { hashes: [other, ...growth.slice(1)] }),
  'consistency_failed--two-roots-of-one-size': consistency(7, 7, { oldRoot: other }),
  'consistency_failed--a-hash-where-none-is-needed': consistency(7, 7, { hashes: [other] }),
}

export const proofVectors: MadeVector[] = [
  ...Object.entries(VALID).map(([name, vector]) => ({ path: `proof/valid/${name}.json`, vector })),
  ...Object.entries(INVALID).map(([name, vector]) => ({ path: `proof/invalid/${name}.json`, vector })),
]
