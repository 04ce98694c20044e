/** Signed checkpoints under trust policies. */
import {
  COSIGNATURE,
  cosignedText,
  encodeBase64,
  encodeCheckpoint,
  encodeCosignature,
  encodeNote,
  encodeTrustPolicy,
  encodeVerifierKey,
  type NoteSignature,
  type TrustPolicy,
  verifierKey,
} from '@daybook/protocol'
import { sha256, signingKey } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { keyFor, ORIGIN, POLICY, signatureBy } from '../../packages/protocol/src/practice-log.fixture.ts'
import type { MadeVector } from './made-vector.ts'

const root = sha256(Buffer.from('a root'))
const text = encodeCheckpoint({ origin: ORIGIN, size: 42, root, extensions: [] })
const log = signatureBy('first', text)
const good = encodeNote({ text, signatures: [log] })

const witnessKey = (name: string) => verifierKey(name, COSIGNATURE, signingKey(name).publicKey, sha256)
const cosigned = (name: string, over = text, time = 1_795_343_500): NoteSignature => ({
  name,
  keyId: witnessKey(name).keyId,
  signature: encodeCosignature({ time, ed25519: signingKey(name).sign(cosignedText(over, time)) }),
})
const W1 = 'witness.example/w1'
const W2 = 'witness.example/w2'
const witnessed: TrustPolicy = {
  ...POLICY,
  witnesses: [
    { name: 'one', key: witnessKey(W1) },
    { name: 'two', key: witnessKey(W2) },
  ],
  groups: [{ name: 'both', threshold: 2, members: ['one', 'two'] }],
  quorum: 'both',
}

const vectorOf = (checkpoint: string, policy: TrustPolicy | string = POLICY): Omit<MadeVector, 'path'> => ({
  vector: {
    kind: 'checkpoint',
    policy: typeof policy === 'string' ? policy : encodeTrustPolicy(policy),
    checkpoint,
  },
})
const noteOf = (signatures: readonly NoteSignature[], over = text): string =>
  encodeNote({ text: over, signatures })
const resigned = (over: string): string =>
  encodeNote({ text: over, signatures: [signatureBy('first', over)] })
const stranger: NoteSignature = {
  name: 'stranger.example',
  keyId: '01020304',
  signature: Uint8Array.of(1, 2, 3),
}

const extended = encodeCheckpoint({ origin: ORIGIN, size: 42, root, extensions: ['an extension', 'another'] })
const empty = encodeCheckpoint({ origin: ORIGIN, size: 0, root: sha256(), extensions: [] })
const VALID: Record<string, Omit<MadeVector, 'path'>> = {
  'one-key': vectorOf(good),
  'an-empty-log': vectorOf(resigned(empty)),
  'extension-lines': vectorOf(resigned(extended)),
  'the-largest-size': vectorOf(
    resigned(encodeCheckpoint({ origin: ORIGIN, size: Number.MAX_SAFE_INTEGER, root, extensions: [] })),
  ),
  'two-keys-in-the-overlap': vectorOf(noteOf([log, signatureBy('second', text)]), {
    ...POLICY,
    logs: [keyFor('first'), keyFor('second')],
  }),
  'signed-by-an-unknown-key-too': vectorOf(noteOf([stranger, log])),
  'witnessed-by-a-group': vectorOf(noteOf([log, cosigned(W1), cosigned(W2)]), witnessed),
  'witnessed-though-nobody-asks': vectorOf(noteOf([log, cosigned(W1)]), { ...witnessed, quorum: 'none' }),
}

const hash = encodeBase64(root)
const key = encodeVerifierKey(keyFor('first'))
const w1 = encodeVerifierKey(witnessKey(W1))
const w2 = encodeVerifierKey(witnessKey(W2))
const bad = (what: string, policy: string): [string, Omit<MadeVector, 'path'>] => [
  `policy_malformed--${what}`,
  vectorOf(good, policy),
]
const INVALID: Record<string, Omit<MadeVector, 'path'>> = {
  'checkpoint_malformed--cut-off': vectorOf(good.slice(0, -1)),
  'checkpoint_malformed--no-signature': vectorOf(`${text}\n`),
  'checkpoint_malformed--no-text': vectorOf(`\n\n${good.slice(good.indexOf('—'))}`),
  'checkpoint_malformed--two-lines': vectorOf(resigned(`${ORIGIN}\n42\n`)),
  'checkpoint_malformed--an-empty-line': vectorOf(resigned(`${text}\nmore\n`)),
  'checkpoint_malformed--a-leading-zero': vectorOf(resigned(text.replace('42', '042'))),
  'checkpoint_malformed--a-negative-size': vectorOf(resigned(text.replace('42', '-42'))),
  'checkpoint_malformed--a-size-in-letters': vectorOf(resigned(text.replace('42', '0x2a'))),
  'checkpoint_malformed--a-size-beyond-2-53': vectorOf(resigned(text.replace('42', '9007199254740993'))),
  'checkpoint_malformed--a-root-of-31-bytes': vectorOf(
    resigned(text.replace(hash, encodeBase64(root.subarray(1)))),
  ),
  'checkpoint_malformed--a-root-without-padding': vectorOf(resigned(text.replace(hash, hash.slice(0, -1)))),
  'checkpoint_malformed--a-root-in-base64url': vectorOf(resigned(text.replace(hash, `${'-'.repeat(42)}8=`))),
  'checkpoint_malformed--carriage-returns': vectorOf(good.replaceAll('\n', '\r\n')),
  'checkpoint_malformed--a-tab': vectorOf(good.replace('42', '42\t')),
  'checkpoint_malformed--a-hyphen-for-the-dash': vectorOf(good.replace('—', '-')),
  'checkpoint_malformed--a-signature-without-padding': vectorOf(good.replace(/=+\n$/, '\n')),
  'checkpoint_malformed--a-signature-of-four-bytes': vectorOf(
    noteOf([log, { ...stranger, signature: new Uint8Array() }]),
  ),
  'checkpoint_malformed--one-signature-twice': vectorOf(noteOf([log, log])),
  'checkpoint_malformed--65-signatures': vectorOf(
    noteOf([log, ...Array.from({ length: 64 }, (_, n) => ({ ...stranger, name: `stranger.example/${n}` }))]),
  ),
  'origin_unknown--a-key-of-another-log': vectorOf(good, {
    ...POLICY,
    logs: [keyFor('first', 'other.example/1')],
  }),
  'origin_unknown--no-keys': vectorOf(good, { ...POLICY, logs: [] }),
  'signature_missing--by-another-key': vectorOf(noteOf([signatureBy('second', text)])),
  'signature_missing--under-another-name': vectorOf(noteOf([signatureBy('first', text, 'other.example/1')])),
  'signature_missing--witnesses-only': vectorOf(noteOf([cosigned(W1), cosigned(W2)]), witnessed),
  'signature_invalid--of-another-size': vectorOf(noteOf([signatureBy('first', text.replace('42', '43'))])),
  'signature_invalid--a-key-that-signed-another-text': vectorOf(
    noteOf([signatureBy('first', `${text}more\n`)]),
  ),
  'signature_invalid--63-bytes': vectorOf(noteOf([{ ...log, signature: log.signature.subarray(1) }])),
  'signature_invalid--s-not-reduced': vectorOf(noteOf([{ ...log, signature: addOrder(log.signature) }])),
  'signature_invalid--one-good-and-one-bad': vectorOf(
    noteOf([log, { ...signatureBy('second', text), signature: log.signature }]),
    { ...POLICY, logs: [keyFor('first'), keyFor('second')] },
  ),
  'signature_invalid--a-cosignature-with-another-time': vectorOf(
    noteOf([log, cosigned(W2), { ...cosigned(W1), signature: cosigned(W1).signature.with(7, 1) }]),
    witnessed,
  ),
  'signature_invalid--a-cosignature-without-a-time': vectorOf(
    noteOf([log, { ...cosigned(W1), signature: signingKey(W1).sign(text) }]),
    { ...witnessed, quorum: 'none' },
  ),
  'quorum_missing--one-of-two': vectorOf(noteOf([log, cosigned(W1)]), witnessed),
  'quorum_missing--none-of-one': vectorOf(good, { ...witnessed, groups: [], quorum: 'two' }),
  ...Object.fromEntries([
    bad('empty', ''),
    bad('no-quorum', `log ${key}\n`),
    bad('two-quorums', `log ${key}\nquorum none\nquorum none\n`),
    bad('cut-off', `log ${key}\nquorum none`),
    bad('carriage-returns', `log ${key}\r\nquorum none\r\n`),
    bad('an-unknown-word', `log ${key}\nsigner ${key}\nquorum none\n`),
    bad('a-key-twice', `log ${key}\nlog ${key}\nquorum none\n`),
    bad(
      'one-key-for-two-logs',
      `log ${key}\nlog ${encodeVerifierKey(keyFor('first', 'practice.example/w/k3v9qd2m/2'))}\nquorum none\n`,
    ),
    bad('a-key-id-that-is-not-its-own', `log ${key.replace(/\+[0-9a-f]{8}\+/, '+00000000+')}\nquorum none\n`),
    bad(
      'a-key-id-in-capitals',
      `log ${key.replace(/\+[0-9a-f]{8}\+/, id => id.toUpperCase())}\nquorum none\n`,
    ),
    bad('a-key-of-31-bytes', `log ${key.slice(0, -4)}\nquorum none\n`),
    bad('a-witness-key-for-a-log', `log ${w1}\nquorum none\n`),
    bad('a-log-key-for-a-witness', `witness one ${key}\nquorum one\n`),
    bad('a-name-twice', `witness one ${w1}\nwitness one ${w2}\nquorum one\n`),
    bad('a-witness-called-none', `witness none ${w1}\nquorum none\n`),
    bad('a-quorum-not-defined', `log ${key}\nquorum one\n`),
    bad('a-quorum-before-its-witness', `quorum one\nwitness one ${w1}\n`),
    bad('a-group-of-nobody', `witness one ${w1}\ngroup g all\nquorum g\n`),
    bad('more-than-all', `witness one ${w1}\ngroup g 2 one\nquorum g\n`),
    bad('none-of-all', `witness one ${w1}\ngroup g 0 one\nquorum g\n`),
    bad('a-threshold-with-a-zero', `witness one ${w1}\ngroup g 01 one\nquorum g\n`),
    bad('a-member-of-two-groups', `witness one ${w1}\ngroup g 1 one\ngroup h 1 one\nquorum h\n`),
  ]),
}

/** The same signature with the group's order added to S: RFC 8032 asks that it be refused. */
function addOrder(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  let s = 0n
  for (let i = 63; i >= 32; i--) s = s * 256n + BigInt(signature[i]!)
  const changed = signature.slice()
  let rest = s + order
  for (let i = 32; i < 64; i++) {
    changed[i] = Number(rest % 256n)
    rest /= 256n
  }
  return changed
}

export const checkpointVectors: MadeVector[] = [
  ...Object.entries(VALID).map(([name, made]) => ({ path: `checkpoint/valid/${name}.json`, ...made })),
  ...Object.entries(INVALID).map(([name, made]) => ({ path: `checkpoint/invalid/${name}.json`, ...made })),
]
