/**
 * An entry's leaf, and the disclosures of the fields that a reader chose: made again from the stored parts, byte for
 * byte what was committed to. Normative: docs/spec/entry.md, sections 4 and 5.
 */
import {
  clientPartName,
  decodePart,
  disclosuresOf,
  HASH_BYTES,
  type Part,
  type PartName,
} from '@daybook/protocol'
import { hashes, sha256 } from '../hashes.ts'
import { leafOf } from './leaf-of.ts'
import { type KeyLookup, openParts, type ReadRecord, type SealedEntry } from './open-entry.ts'

/** True for a field that may be shown. */
export type FieldChoice = (part: PartName, name: string) => boolean

export interface DisclosedEntry {
  /** The leaf's text. */
  readonly leaf: string
  /** Parts before their fields, in stored order; what has no chosen field is not there. */
  readonly disclosures: readonly string[]
  /** The parts with only their chosen fields; a part without any is not there. */
  readonly parts: readonly Part[]
  readonly hidden: HiddenFields
}

export interface HiddenFields {
  /** Fields that exist and were not chosen, by part. */
  readonly unchosen: ReadonlyMap<PartName, number>
  /** Parts whose keys were destroyed. */
  readonly erased: readonly PartName[]
}

export interface StoredEntry extends SealedEntry {
  /** Seconds. */
  readonly recordedAt: number
  readonly digests: Buffer
}

const LEAF_PREFIX = Buffer.of(0)

/**
 * `record` is what `readRecord` made of the row's record.
 * Throws RangeError where the row does not give its own leaf hash, or a shown part not its digest: somebody changed it.
 */
export function discloseEntry(
  row: StoredEntry,
  record: ReadRecord,
  keys: KeyLookup,
  choose: FieldChoice,
): DisclosedEntry {
  const own = decodePart('record', row.record)
  const { facts, clients } = openParts(row, record, keys, decodePart)
  const leaf = leafOf(row, own)
  if (!sha256(LEAF_PREFIX, Buffer.from(leaf, 'utf8')).equals(row.leafHash))
    throw new RangeError('the row does not give its leaf hash')
  const opened: (readonly [PartName, Part | 'gone'])[] = [['record', own]]
  if (facts !== undefined) opened.push(['facts', facts])
  clients.forEach((part, i) => opened.push([clientPartName(i), part]))
  return { leaf, ...chosenOf(opened, row.digests, choose) }
}

function chosenOf(
  opened: readonly (readonly [PartName, Part | 'gone'])[],
  digests: Buffer,
  choose: FieldChoice,
): Omit<DisclosedEntry, 'leaf'> {
  const disclosures: string[] = []
  const parts: Part[] = []
  const unchosen = new Map<PartName, number>()
  const erased: PartName[] = []
  for (const [place, [name, part]] of opened.entries()) {
    if (part === 'gone') {
      erased.push(name)
      continue
    }
    const chosen = part.fields.filter(([field]) => choose(name, field))
    if (chosen.length < part.fields.length) unchosen.set(name, part.fields.length - chosen.length)
    // A part of which nothing is shown stays a digest: not even how many fields it has is told.
    if (chosen.length === 0) continue
    const all = disclosuresOf(part, hashes)
    const committed = digests.toString('base64url', place * HASH_BYTES, (place + 1) * HASH_BYTES)
    if (hashes.digestText(all.part) !== committed)
      throw new RangeError(`the part ${name} is not what was committed to`)
    disclosures.push(all.part, ...all.fields.filter((_, i) => choose(name, part.fields[i]![0])))
    parts.push({ ...part, fields: chosen })
  }
  return { disclosures, parts, hidden: { unchosen, erased } }
}
