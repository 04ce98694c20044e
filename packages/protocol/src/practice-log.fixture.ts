/** A small log with everything that evidence needs, the same each time: for tests and for the vectors. */
import { encodeCheckpoint } from './checkpoint.ts'
import { type Evidence, encodeEvidence } from './evidence.ts'
import { encodeLeaf } from './leaf.ts'
import { hashes, sha256, signingKey } from './node-crypto.fixture.ts'
import { encodeNote, type NoteSignature } from './note.ts'
import { digestOfPart, disclosuresOf, type Part, type PartField, type PartName } from './part.ts'
import { buildProof, planInclusion } from './proof-plan.ts'
import { extendTiles } from './tile.ts'
import { EMPTY_FRONTIER, extendFrontier, leafHash, rootOf } from './tree.ts'
import { encodeTrustPolicy, type TrustPolicy } from './trust-policy.ts'
import { ED25519, verifierKey } from './verifier-key.ts'

export interface PracticeEntry {
  readonly action: string
  readonly recordedAt: number
  readonly parts: readonly Part[]
}

export const ORIGIN = 'practice.example/w/k3v9qd2m/1'

const seedOf = (name: string): Uint8Array => sha256(Buffer.from(name)).slice(0, 16)

export function partOf(entry: string, name: PartName, fields: readonly PartField[]): Part {
  return { name, seed: seedOf(`${entry} ${name}`), fields }
}

/** A booking of Ana, moved by the reception. */
export const RESCHEDULED: PracticeEntry = {
  action: 'booking.rescheduled',
  recordedAt: 1_795_343_401,
  parts: [
    partOf('moved', 'record', [
      ['action', 'booking.rescheduled'],
      ['class', 'bookings/booking/session'],
      ['source', 'staff'],
      ['occurredAt', '2026-11-22T10:30:00Z'],
      ['actor', '["staff","u-7","Reception"]'],
      ['clients', '["cl_7Hq2Vb9sKx1"]'],
      ['objects', '[["booking","ob_9Rk4Tm2wPz5"]]'],
    ]),
    partOf('moved', 'facts', [
      ['object/1/id', 'BK-1042'],
      ['object/1/name', 'Initial consultation'],
      [
        'change/1/startsAt',
        '{"n":1,"label":"Start","before":"2026-11-24T09:00:00Z","after":"2026-11-26T15:30:00Z"}',
      ],
      ['change/1/price', '{"n":2,"label":"Price","before":"40.00","after":"45.00"}'],
      ['amount/value', 4500],
      ['amount/currency', 'EUR'],
    ]),
    partOf('moved', 'client', [
      ['hostId', 'C-88'],
      ['name', 'Ana Exemplo'],
      ['reason', 'asked for by telephone'],
      ['ip', '203.0.113.7'],
    ]),
  ],
}

/** An entry without a client: two digests and a decoy. */
export const SERVICE_CREATED: PracticeEntry = {
  action: 'service.created',
  recordedAt: 1_795_340_000,
  parts: [
    partOf('service', 'record', [
      ['action', 'service.created'],
      ['class', 'system/configuration'],
      ['source', 'staff'],
      ['occurredAt', '2026-11-22'],
      ['sortsAt', 1_795_391_999_999],
      ['actor', '["staff","u-1","Marta"]'],
      ['objects', '[["service","ob_1Aa2Bb3Cc4D"]]'],
    ]),
    partOf('service', 'facts', [
      ['object/1/id', 'S-1'],
      ['change/1/name', '{"n":1,"after":"Massage “deep” – 60 min"}'],
      ['data-json/tags', '{"_sd":["not a digest"],"...":null}'],
      ['data/online', true],
      ['data/note', null],
    ]),
  ],
}

/** Two clients in one entry. */
export const FAMILY_BOOKED: PracticeEntry = {
  action: 'booking.booked',
  recordedAt: 1_795_350_000,
  parts: [
    partOf('family', 'record', [
      ['action', 'booking.booked'],
      ['class', 'bookings/booking/session'],
      ['source', 'customer'],
      ['occurredAt', '2026-11-22T12:00:00.250Z'],
      ['actor', '["client","cl_7Hq2Vb9sKx1"]'],
      ['clients', '["cl_7Hq2Vb9sKx1","cl_2Zz8Yy6Xx4W"]'],
      ['objects', '[["booking","ob_5Mm6Nn7Pp8Q"]]'],
    ]),
    partOf('family', 'facts', [['object/1/id', 'BK-1050']]),
    partOf('family', 'client', [['name', 'Ana Exemplo']]),
    partOf('family', 'client_2', [['name', 'Rui Exemplo']]),
  ],
}

const leavesMade = new Map<PracticeEntry, string>()

export function leafOf(entry: PracticeEntry): string {
  let leaf = leavesMade.get(entry)
  if (leaf === undefined) {
    const digests = entry.parts.map(part => digestOfPart(part, hashes))
    leaf = encodeLeaf({ ...entry, digests, recordSeed: entry.parts[0]!.seed }, hashes)
    leavesMade.set(entry, leaf)
  }
  return leaf
}

/** The disclosures of the parts, and of their fields, that `shows` lets through. */
export function disclosuresFor(
  entry: PracticeEntry,
  shows: (part: PartName, field?: string) => boolean = () => true,
): string[] {
  return entry.parts
    .filter(part => shows(part.name))
    .flatMap(part => {
      const made = disclosuresOf(part, hashes)
      return [made.part, ...made.fields.filter((_, i) => shows(part.name, part.fields[i]![0]))]
    })
}

export const keyFor = (seed: string, name = ORIGIN) =>
  verifierKey(name, ED25519, signingKey(seed).publicKey, sha256)

export const signatureBy = (seed: string, text: string, name = ORIGIN): NoteSignature => ({
  name,
  keyId: keyFor(seed, name).keyId,
  signature: signingKey(seed).sign(Buffer.from(text)),
})

export const POLICY: TrustPolicy = { logs: [keyFor('first')], witnesses: [], groups: [], quorum: 'none' }
export const POLICY_TEXT = encodeTrustPolicy(POLICY)

export class PracticeLog {
  readonly leaves: readonly string[]
  readonly hashes: readonly Uint8Array[]
  readonly root: Uint8Array
  readonly #levels: Uint8Array[][]

  constructor(leaves: readonly string[]) {
    this.leaves = leaves
    this.hashes = leaves.map(leaf => leafHash(Buffer.from(leaf), sha256))
    this.root = rootOf(extendFrontier(EMPTY_FRONTIER, this.hashes, sha256), sha256)
    this.#levels = [[...this.hashes]]
    for (const tile of extendTiles(0, [], this.hashes, sha256).full)
      (this.#levels[tile.level + 1] ??= []).push(tile.root)
  }

  /** The hashes of each level of tiles. */
  get levels(): readonly (readonly Uint8Array[])[] {
    return this.#levels
  }

  get checkpointText(): string {
    return encodeCheckpoint({ origin: ORIGIN, size: this.leaves.length, root: this.root, extensions: [] })
  }

  checkpoint(signatures = [signatureBy('first', this.checkpointText)]): string {
    return encodeNote({ text: this.checkpointText, signatures })
  }

  proof(index: number): Uint8Array[] {
    return buildProof(
      planInclusion(index, this.leaves.length),
      ({ level, start, count }) => this.#levels[level]!.slice(start, start + count),
      sha256,
    )
  }

  evidence(index: number, disclosures: readonly string[], change: Partial<Evidence> = {}): string {
    return encodeEvidence({
      leaf: this.leaves[index]!,
      disclosures,
      index,
      hashes: this.proof(index),
      checkpoint: this.checkpoint(),
      ...change,
    })
  }
}

/** A log of this size with the entry at this place. */
export function logWith(leaf: string, index: number, size: number): PracticeLog {
  return new PracticeLog(Array.from({ length: size }, (_, n) => (n === index ? leaf : `leaf ${n}`)))
}
