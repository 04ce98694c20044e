/** Leaves and what is disclosed of them. */
import type { PartField } from '@daybook/protocol'
import { hashes } from '../../packages/protocol/src/node-crypto.fixture.ts'
import {
  disclosuresFor,
  FAMILY_BOOKED,
  leafOf,
  type PracticeEntry,
  partOf,
  RESCHEDULED,
  SERVICE_CREATED,
} from '../../packages/protocol/src/practice-log.fixture.ts'
import type { MadeVector } from './made-vector.ts'

const json = (value: unknown): string => hashes.base64urlOfText(JSON.stringify(value))
const SALT = 'AAAAAAAAAAAAAAAAAAAAAAAA'
const RECORD: PartField = ['action', 'x.y']

function entryWith(parts: PracticeEntry['parts'], action = 'x.y'): PracticeEntry {
  return { action, recordedAt: 1, parts }
}

/** A leaf over hand-made disclosures: what no honest encoder makes. */
function handMade(
  partDisclosures: readonly string[],
  more: readonly string[] = [],
): Omit<MadeVector, 'path'> {
  const digests = partDisclosures.map(hashes.digestText)
  while (digests.length < 3) digests.push(hashes.digestText(`decoy ${digests.length}`))
  const leaf = JSON.stringify({ v: 1, iat: 1, event: 'x.y', _sd: digests.sort(), _sd_alg: 'sha-256' })
  return { vector: { kind: 'leaf', leaf, disclosures: [...partDisclosures, ...more] } }
}
const part = (name: string, fields: readonly string[], order = (all: string[]) => all.sort()): string =>
  json([SALT, name, { _sd: order(fields.map(hashes.digestText)) }])
const field = (name: unknown, value: unknown): string => json([SALT, name, value])

function written(entry: PracticeEntry, disclosures: readonly string[]): Omit<MadeVector, 'path'> {
  return {
    vector: { kind: 'leaf', leaf: leafOf(entry), disclosures },
    about: {
      recordedAt: entry.recordedAt,
      action: entry.action,
      parts: entry.parts.map(({ name, seed, fields }) => ({ name, seed: hashes.base64url(seed), fields })),
    },
  }
}

function changedLeaf(change: (leaf: Record<string, unknown>) => unknown): Omit<MadeVector, 'path'> {
  const leaf = JSON.parse(leafOf(RESCHEDULED)) as Record<string, unknown>
  const changed = change(leaf)
  const text = typeof changed === 'string' ? changed : JSON.stringify(changed)
  return { vector: { kind: 'leaf', leaf: text, disclosures: [] } }
}

const digestsOf = (leaf: Record<string, unknown>): string[] => leaf['_sd'] as string[]
const all = disclosuresFor(RESCHEDULED)
const [recordPart = '', firstField = ''] = all
const withDisclosures = (disclosures: readonly string[]): Omit<MadeVector, 'path'> => ({
  vector: { kind: 'leaf', leaf: leafOf(RESCHEDULED), disclosures },
})
/** The same bytes but for the bits that the last character does not carry. */
const strayBits = (text: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = text.at(-1)!
  return text.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1]!
}
const unaligned = all.find(text => text.length % 4 !== 0)!

const EVERY_VALUE = entryWith([
  partOf('values', 'record', [RECORD]),
  partOf('values', 'facts', [
    ['data/text', '"quoted" \\ / \u0007 \u2028 é 漢 😀'],
    ['data/empty', ''],
    ['data/number', -12.5e-7],
    ['data/large', 1e21],
    ['data/yes', true],
    ['data/nothing', null],
    ['data-json/object', '{"_sd":["x"],"...":"y"}'],
    ['__proto__', 'a name like any other'],
    ['', 'an empty name'],
  ]),
])
const BARE = entryWith([partOf('bare', 'record', [RECORD]), partOf('bare', 'client', [])])

const VALID: Record<string, Omit<MadeVector, 'path'>> = {
  'all-of-an-entry': written(RESCHEDULED, all),
  'some-fields': written(
    RESCHEDULED,
    disclosuresFor(RESCHEDULED, (_, name) => name === undefined || /action|startsAt/.test(name)),
  ),
  'parts-without-their-fields': written(
    RESCHEDULED,
    disclosuresFor(RESCHEDULED, (_, name) => name === undefined),
  ),
  'nothing-disclosed': written(RESCHEDULED, []),
  'any-order': written(RESCHEDULED, [...all].reverse()),
  'two-parts-and-a-decoy': written(SERVICE_CREATED, disclosuresFor(SERVICE_CREATED)),
  'two-clients': written(FAMILY_BOOKED, disclosuresFor(FAMILY_BOOKED)),
  'every-kind-of-value': written(EVERY_VALUE, disclosuresFor(EVERY_VALUE)),
  'a-part-without-fields': written(BARE, disclosuresFor(BARE)),
}

const INVALID: Record<string, Omit<MadeVector, 'path'>> = {
  'leaf_malformed--not-json': changedLeaf(() => 'leaf'),
  'leaf_malformed--an-array': changedLeaf(() => []),
  'leaf_malformed--white-space': changedLeaf(leaf => JSON.stringify(leaf, null, 1)),
  'leaf_malformed--another-name': changedLeaf(leaf => ({ ...leaf, sub: 'x' })),
  'leaf_malformed--another-order': changedLeaf(({ v, ...leaf }) => ({ ...leaf, v })),
  'leaf_malformed--a-name-twice': changedLeaf(leaf => JSON.stringify(leaf).replace('{', '{"v":1,')),
  'leaf_malformed--version-2': changedLeaf(leaf => ({ ...leaf, v: 2 })),
  'leaf_malformed--another-hash': changedLeaf(leaf => ({ ...leaf, _sd_alg: 'sha-512' })),
  'leaf_malformed--a-fraction-of-a-second': changedLeaf(leaf => ({ ...leaf, iat: 1.5 })),
  'leaf_malformed--a-time-before-1970': changedLeaf(leaf => ({ ...leaf, iat: -1 })),
  'leaf_malformed--no-action': changedLeaf(leaf => ({ ...leaf, event: '' })),
  'leaf_malformed--two-digests': changedLeaf(leaf => ({ ...leaf, _sd: digestsOf(leaf).slice(1) })),
  'leaf_malformed--unsorted-digests': changedLeaf(leaf => ({ ...leaf, _sd: digestsOf(leaf).reverse() })),
  'leaf_malformed--a-digest-twice': changedLeaf(leaf => ({
    ...leaf,
    _sd: [...digestsOf(leaf), digestsOf(leaf)[2]],
  })),
  'leaf_malformed--a-digest-of-31-bytes': changedLeaf(leaf => ({
    ...leaf,
    _sd: [...digestsOf(leaf).slice(0, 2), digestsOf(leaf)[2]!.slice(0, 42)],
  })),
  'leaf_malformed--stray-bits-in-a-digest': changedLeaf(leaf => ({
    ...leaf,
    _sd: [...digestsOf(leaf).slice(0, 2), strayBits(digestsOf(leaf)[2]!)],
  })),
  'disclosure_malformed--padding': withDisclosures([
    ...all.filter(text => text !== unaligned),
    `${unaligned}=`,
  ]),
  'disclosure_malformed--stray-bits': withDisclosures([strayBits(unaligned)]),
  'disclosure_malformed--empty': withDisclosures(['']),
  'disclosure_malformed--not-utf-8': withDisclosures([hashes.base64url(Uint8Array.of(0x5b, 0xff, 0x5d))]),
  'disclosure_malformed--not-json': withDisclosures([hashes.base64urlOfText('[salt]')]),
  'disclosure_malformed--two-elements': withDisclosures([json([SALT, 'name'])]),
  'disclosure_malformed--four-elements': withDisclosures([json([SALT, 'name', 1, 2])]),
  'disclosure_malformed--a-name-that-is-a-number': withDisclosures([json([SALT, 7, 'value'])]),
  'disclosure_malformed--a-salt-of-16-bytes': withDisclosures([json(['AAAAAAAAAAAAAAAAAAAAAA', 'name', 1])]),
  'disclosure_malformed--white-space': withDisclosures([
    hashes.base64urlOfText(JSON.stringify([SALT, 'name', 1]).replaceAll(',', ', ')),
  ]),
  'disclosure_malformed--a-number-written-otherwise': withDisclosures([
    hashes.base64urlOfText(`["${SALT}","name",1.0]`),
  ]),
  'disclosure_malformed--an-escape-that-is-not-needed': withDisclosures([
    hashes.base64urlOfText(`["${SALT}","n\\u0061me",1]`),
  ]),
  'disclosure_repeated--the-same-twice': withDisclosures([...all, firstField]),
  'disclosure_repeated--one-field-in-two-parts': handMade(
    [part('record', [field('a', 1)]), part('facts', [field('a', 1)])],
    [field('a', 1)],
  ),
  'disclosure_unreferenced--of-another-entry': withDisclosures([...all, disclosuresFor(FAMILY_BOOKED)[0]!]),
  'disclosure_unreferenced--a-field-without-its-part': withDisclosures(
    all.filter(text => text !== recordPart),
  ),
  'disclosure_unreferenced--a-changed-value': handMade([part('record', [field('a', 1)])], [field('a', 2)]),
  'part_malformed--a-field-in-the-place-of-a-part': handMade([field('record', 'x')]),
  'part_malformed--an-unknown-part': handMade([part('secrets', [])]),
  'part_malformed--client_1': handMade([part('client_1', [])]),
  'part_malformed--unsorted-digests': handMade([
    part('record', [field('a', 1), field('b', 2)], digests => digests.sort().reverse()),
  ]),
  'part_malformed--a-digest-twice': handMade([
    json([SALT, 'record', { _sd: [hashes.digestText('x'), hashes.digestText('x')] }]),
  ]),
  'part_malformed--digests-that-are-no-list': handMade([json([SALT, 'record', { _sd: 'x' }])]),
  'name_repeated--a-field': handMade(
    [part('record', [field('a', 1), field('a', 2)])],
    [field('a', 1), field('a', 2)],
  ),
  'name_repeated--a-part': handMade([part('client', []), part('client', [field('a', 1)])]),
  'name_forbidden--_sd': handMade([part('record', [field('_sd', 'x')])], [field('_sd', 'x')]),
  'name_forbidden--three-dots': handMade([part('record', [field('...', 'x')])], [field('...', 'x')]),
  'nested_too_deep--an-object': handMade([part('record', [field('a', { b: 1 })])], [field('a', { b: 1 })]),
  'nested_too_deep--an-array': handMade([part('record', [field('a', [1])])], [field('a', [1])]),
  'nested_too_deep--an-empty-object': handMade([part('record', [field('a', {})])], [field('a', {})]),
  'nested_too_deep--digests-beside-another-name': handMade([json([SALT, 'record', { _sd: [], a: 1 }])]),
  'nested_too_deep--digests-in-a-field': handMade([part('record', [part('facts', [])])], [part('facts', [])]),
  'action_mismatch--another-action-in-the-record': handMade(
    [part('record', [field('action', 'x.z')])],
    [field('action', 'x.z')],
  ),
  'action_mismatch--no-text': handMade([part('record', [field('action', 1)])], [field('action', 1)]),
}

export const leafVectors: MadeVector[] = [
  ...Object.entries(VALID).map(([name, made]) => ({ path: `leaf/valid/${name}.json`, ...made })),
  ...Object.entries(INVALID).map(([name, made]) => ({ path: `leaf/invalid/${name}.json`, ...made })),
]
