/** Evidence: bundles of files, as they travel. */
import {
  COSIGNATURE,
  cosignedText,
  encodeBase64,
  encodeBase64url,
  encodeCheckpoint,
  encodeCosignature,
  encodeNote,
  encodeTrustPolicy,
  type TrustPolicy,
  verifierKey,
} from '@daybook/protocol'
import { hashes, sha256, signingKey } from '../../packages/protocol/src/node-crypto.fixture.ts'
import {
  disclosuresFor,
  FAMILY_BOOKED,
  keyFor,
  leafOf,
  logWith,
  POLICY_TEXT,
  PracticeLog,
  RESCHEDULED,
  SERVICE_CREATED,
  signatureBy,
} from '../../packages/protocol/src/practice-log.fixture.ts'
import { type Files, type MadeVector, vectorOfFiles } from './made-vector.ts'
import { makeTimestamp, SHA_512 } from './make-timestamp.ts'

const bundle = (files: Files): Omit<MadeVector, 'path'> => vectorOfFiles('bundle', files)

const log = new PracticeLog([
  leafOf(SERVICE_CREATED),
  leafOf(RESCHEDULED),
  leafOf(FAMILY_BOOKED),
  'leaf 3',
  'leaf 4',
])
const whole = log.evidence(1, disclosuresFor(RESCHEDULED))
const some = log.evidence(
  1,
  disclosuresFor(RESCHEDULED, (part, name) => part !== 'client' && name !== 'change/1/price'),
)
const base: Files = { 'trust-policy': POLICY_TEXT }
const one = (file: string | Uint8Array, more: Files = {}): Omit<MadeVector, 'path'> =>
  bundle({ 'entries/2.tlog-proof': file, ...base, ...more })

// The log of checkpoints, with this log's checkpoint among others'.
const ANCHORS = 'practice.example/anchors/p5t7w2x4'
const anchorLog = new PracticeLog(['another log', log.checkpointText, 'a third one'])
const anchorText = encodeCheckpoint({ origin: ANCHORS, size: 3, root: anchorLog.root, extensions: [] })
const anchorNote = encodeNote({ text: anchorText, signatures: [signatureBy('anchors', anchorText, ANCHORS)] })
function anchorOf(leaf: string, index: number): string {
  const lines = ['c2sp.org/tlog-proof@v1', `extra ${Buffer.from(leaf).toString('base64')}`, `index ${index}`]
  return [...lines, ...anchorLog.proof(index).map(encodeBase64), '', anchorNote].join('\n')
}
const anchored: Files = {
  'trust-policy': encodeTrustPolicy({
    logs: [keyFor('first'), keyFor('anchors', ANCHORS)],
    witnesses: [],
    groups: [],
    quorum: 'none',
  }),
  'anchor.tlog-proof': anchorOf(log.checkpointText, 1),
}

const W1 = 'witness.example/w1'
const witnessKey = verifierKey(W1, COSIGNATURE, signingKey(W1).publicKey, sha256)
const TIME = 1_795_343_500
const cosigned = log.checkpoint([
  signatureBy('first', log.checkpointText),
  {
    name: W1,
    keyId: witnessKey.keyId,
    signature: encodeCosignature({
      time: TIME,
      ed25519: signingKey(W1).sign(cosignedText(log.checkpointText, TIME)),
    }),
  },
])
const witnessed: TrustPolicy = {
  logs: [keyFor('first')],
  witnesses: [{ name: 'w1', key: witnessKey }],
  groups: [],
  quorum: 'w1',
}

const alone = logWith(leafOf(RESCHEDULED), 0, 1)
const wide = logWith(leafOf(RESCHEDULED), 256, 257)
const extraOf = (text: string): string => /^extra (.*)$/m.exec(text)![1]!
const withExtra = (extra: string | Uint8Array): string =>
  whole.replace(extraOf(whole), Buffer.from(extra as string).toString('base64'))
const leaf64 = hashes.base64urlOfText(leafOf(RESCHEDULED))
const firstHash = encodeBase64(log.proof(1)[0]!)

const VALID: Record<string, Omit<MadeVector, 'path'>> = {
  'all-of-an-entry': one(whole),
  'some-fields': one(some),
  'nothing-but-the-place': one(log.evidence(1, [])),
  'three-entries': bundle({
    ...base,
    'entries/1.tlog-proof': log.evidence(0, disclosuresFor(SERVICE_CREATED)),
    'entries/2.tlog-proof': some,
    'entries/3.tlog-proof': log.evidence(
      2,
      disclosuresFor(FAMILY_BOOKED, part => part !== 'client_2'),
    ),
    'report.html': '<p>nobody looks at this',
  }),
  'in-a-log-of-one': bundle({
    ...base,
    'entries/1.tlog-proof': alone.evidence(0, disclosuresFor(RESCHEDULED)),
  }),
  'first-of-the-second-tile': bundle({
    ...base,
    'entries/257.tlog-proof': wide.evidence(256, disclosuresFor(RESCHEDULED)),
  }),
  'in-a-folder': bundle({
    'evidence-BK-1042/trust-policy': POLICY_TEXT,
    'evidence-BK-1042/entries/2.tlog-proof': some,
  }),
  'signed-by-two-keys': one(
    log.evidence(1, disclosuresFor(RESCHEDULED), {
      checkpoint: log.checkpoint([
        signatureBy('first', log.checkpointText),
        signatureBy('second', log.checkpointText),
      ]),
    }),
    {
      'trust-policy': encodeTrustPolicy({
        logs: [keyFor('first'), keyFor('second')],
        witnesses: [],
        groups: [],
        quorum: 'none',
      }),
    },
  ),
  witnessed: one(log.evidence(1, [], { checkpoint: cosigned }), {
    'trust-policy': encodeTrustPolicy(witnessed),
  }),
  anchored: one(some, anchored),
  'anchored-and-stamped': one(some, { ...anchored, 'timestamp.tsr': makeTimestamp(anchorText) }),
  'stamped-without-an-anchor': one(some, { 'timestamp.tsr': makeTimestamp(log.checkpointText) }),
}

const bytesOf = (text: string, change: (bytes: Uint8Array) => Uint8Array): Uint8Array =>
  change(Buffer.from(text))
const INVALID: Record<string, Omit<MadeVector, 'path'>> = {
  'evidence_malformed--empty': one(''),
  'evidence_malformed--another-version': one(whole.replace('@v1', '@v2')),
  'evidence_malformed--a-byte-order-mark': one(`\ufeff${whole}`),
  'evidence_malformed--not-utf-8': one(bytesOf(whole, bytes => Uint8Array.of(...bytes, 0xff))),
  'evidence_malformed--no-extra': one(whole.replace(/^extra .*\n/m, '')),
  'evidence_malformed--two-extras': one(whole.replace(/^(extra .*\n)/m, '$1$1')),
  'evidence_malformed--extra-without-padding': one(withExtra(`${leaf64}~`).replace(/=+\nindex/, '\nindex')),
  'evidence_malformed--extra-in-two-lines': one(whole.replace(/^(extra .{80})/m, '$1\n')),
  'evidence_malformed--no-tilde-at-the-end': one(withExtra(leaf64)),
  'evidence_malformed--a-leaf-with-padding': one(withExtra(`${leaf64}=~`)),
  'evidence_malformed--a-leaf-that-is-no-text': one(withExtra(`${encodeBase64url(Uint8Array.of(0xff))}~`)),
  'evidence_malformed--no-index': one(whole.replace(/^index .*\n/m, '')),
  'evidence_malformed--index-with-a-zero': one(whole.replace('index 1', 'index 01')),
  'evidence_malformed--index-with-a-sign': one(whole.replace('index 1', 'index +1')),
  'evidence_malformed--index-with-a-space': one(whole.replace('index 1', 'index 1 ')),
  'evidence_malformed--carriage-returns': one(whole.replaceAll('\n', '\r\n')),
  'evidence_malformed--a-hash-of-31-bytes': one(
    whole.replace(firstHash, encodeBase64(log.proof(1)[0]!.subarray(1))),
  ),
  'evidence_malformed--a-hash-in-hexadecimal': one(whole.replace(firstHash, log.proof(1)[0]!.toHex())),
  'evidence_malformed--no-checkpoint': one(whole.slice(0, whole.indexOf('\n\n'))),
  'checkpoint_malformed--an-empty-line-more': one(whole.replace('\n\n', '\n\n\n')),
  'checkpoint_malformed--cut-off': one(whole.slice(0, -1)),
  'checkpoint_malformed--text-behind-it': one(`${whole}more\n`),
  'policy_malformed--no-text': one(whole, { 'trust-policy': Uint8Array.of(0xff) }),
  'policy_malformed--no-quorum': one(whole, { 'trust-policy': POLICY_TEXT.replace(/quorum.*\n/, '') }),
  'origin_unknown--a-policy-of-another-log': one(whole, {
    'trust-policy': encodeTrustPolicy({
      logs: [keyFor('anchors', ANCHORS)],
      witnesses: [],
      groups: [],
      quorum: 'none',
    }),
  }),
  'signature_missing--by-a-key-of-the-forger': one(
    log.evidence(1, disclosuresFor(RESCHEDULED), {
      checkpoint: log.checkpoint([signatureBy('forger', log.checkpointText)]),
    }),
  ),
  'signature_invalid--of-another-log': one(
    log.evidence(1, disclosuresFor(RESCHEDULED), {
      checkpoint: log.checkpoint([signatureBy('first', wide.checkpointText)]),
    }),
  ),
  'signature_unknown--a-line-that-nobody-can-check': one(log.evidence(1, [], { checkpoint: cosigned })),
  'quorum_missing--not-witnessed': one(whole, { 'trust-policy': encodeTrustPolicy(witnessed) }),
  'index_beyond_size--behind-the-end': one(whole.replace('index 1', 'index 5')),
  'inclusion_failed--another-place': one(whole.replace('index 1', 'index 0')),
  'inclusion_failed--a-hash-less': one(whole.replace(`${firstHash}\n`, '')),
  'inclusion_failed--a-leaf-that-was-never-in-the-log': one(
    log.evidence(1, [], { leaf: leafOf({ ...RESCHEDULED, recordedAt: RESCHEDULED.recordedAt + 1 }) }),
  ),
  'inclusion_failed--a-changed-leaf-with-its-disclosures': one(
    log.evidence(1, disclosuresFor(FAMILY_BOOKED), { leaf: leafOf(FAMILY_BOOKED) }),
  ),
  'leaf_malformed--not-json': one(log.evidence(3, [])),
  'disclosure_unreferenced--of-another-entry': one(
    log.evidence(1, [...disclosuresFor(RESCHEDULED), disclosuresFor(FAMILY_BOOKED)[0]!]),
  ),
  'disclosure_unreferenced--a-changed-value': one(
    log.evidence(
      1,
      disclosuresFor({
        ...RESCHEDULED,
        parts: RESCHEDULED.parts.map(part => ({
          ...part,
          fields: part.fields.map(
            ([name, value]) => [name, name === 'name' ? 'Somebody Else' : value] as const,
          ),
        })),
      }).slice(0, -1),
    ),
  ),
  'disclosure_malformed--cut-off': one(
    log.evidence(
      1,
      disclosuresFor(RESCHEDULED).map((text, i) => (i === 2 ? text.slice(0, -4) : text)),
    ),
  ),
  'disclosure_repeated--the-same-twice': one(
    log.evidence(1, [...disclosuresFor(RESCHEDULED), ...disclosuresFor(RESCHEDULED)]),
  ),
  'inclusion_failed--one-of-three': bundle({
    ...base,
    'entries/1.tlog-proof': log.evidence(0, []),
    'entries/2.tlog-proof': whole.replace('index 1', 'index 4'),
    'entries/3.tlog-proof': log.evidence(2, []),
  }),
  'bundle_malformed--no-evidence': bundle({ ...base, 'report.html': '<p>all is well' }),
  'bundle_malformed--no-policy': bundle({ 'entries/2.tlog-proof': whole }),
  'bundle_malformed--two-policies': one(whole, { 'more/trust-policy': POLICY_TEXT }),
  'bundle_malformed--only-an-anchor': bundle(anchored),
  'anchor_mismatch--of-another-checkpoint': one(alone.evidence(0, []), anchored),
  'inclusion_failed--an-anchor-that-never-was': one(some, {
    ...anchored,
    'anchor.tlog-proof': anchorOf(log.checkpointText, 0),
  }),
  'checkpoint_malformed--an-anchor-of-something-else': one(some, {
    ...anchored,
    'anchor.tlog-proof': anchorOf('another log', 0),
  }),
  'origin_unknown--an-anchor-that-the-policy-does-not-know': one(some, {
    ...anchored,
    'trust-policy': POLICY_TEXT,
  }),
  'timestamp_mismatch--of-something-else': one(some, {
    ...anchored,
    'timestamp.tsr': makeTimestamp('something else'),
  }),
  'timestamp_mismatch--of-the-entries-where-there-is-an-anchor': one(some, {
    ...anchored,
    'timestamp.tsr': makeTimestamp(log.checkpointText),
  }),
  'timestamp_malformed--empty': one(some, { 'timestamp.tsr': '' }),
  'timestamp_malformed--cut-off': one(some, {
    'timestamp.tsr': makeTimestamp(log.checkpointText).subarray(0, -1),
  }),
  'timestamp_malformed--something-behind-it': one(some, {
    'timestamp.tsr': Buffer.concat([makeTimestamp(log.checkpointText), Buffer.of(5, 0)]),
  }),
  'timestamp_malformed--refused-by-the-authority': one(some, {
    'timestamp.tsr': makeTimestamp(log.checkpointText, { status: 2 }),
  }),
  'timestamp_malformed--another-hash': one(some, {
    'timestamp.tsr': makeTimestamp(log.checkpointText, { algorithm: SHA_512 }),
  }),
  'timestamp_malformed--a-local-time': one(some, {
    'timestamp.tsr': makeTimestamp(log.checkpointText, { time: '20261122104500+0100' }),
  }),
}

export const evidenceVectors: MadeVector[] = [
  ...Object.entries(VALID).map(([name, made]) => ({ path: `evidence/valid/${name}.json`, ...made })),
  ...Object.entries(INVALID).map(([name, made]) => ({ path: `evidence/invalid/${name}.json`, ...made })),
]
