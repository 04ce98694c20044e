import { expect, test } from 'vitest'
import { encodeBase64 } from './base64.ts'
import { encodeCheckpoint, parseSignedCheckpoint } from './checkpoint.ts'
import { cosignedText, encodeCosignature } from './cosignature.ts'
import { crypto, sha256, signingKey } from './node-crypto.fixture.ts'
import { encodeNote, type NoteSignature } from './note.ts'
import { encodeTrustPolicy, parseTrustPolicy, type TrustPolicy } from './trust-policy.ts'
import { COSIGNATURE, ED25519, encodeVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.ts'
import { verifyCheckpoint } from './verify-checkpoint.ts'

const ORIGIN = 'log.example/w/k3v9/1'
const root = sha256(Buffer.from('a root'))
const text = encodeCheckpoint({ origin: ORIGIN, size: 42, root, extensions: [] })

const keyOf = (name: string, seed: string) => verifierKey(name, ED25519, signingKey(seed).publicKey, sha256)
const signedBy = (name: string, seed: string, over = text): NoteSignature => ({
  name,
  keyId: keyOf(name, seed).keyId,
  signature: signingKey(seed).sign(over),
})
const witnessKey = (name: string) => verifierKey(name, COSIGNATURE, signingKey(name).publicKey, sha256)
const cosignedBy = (name: string, time: number): NoteSignature => ({
  name,
  keyId: witnessKey(name).keyId,
  signature: encodeCosignature({ time, ed25519: signingKey(name).sign(cosignedText(text, time)) }),
})
const policyOf = (given: Partial<TrustPolicy>): TrustPolicy => ({
  logs: [keyOf(ORIGIN, 'old')],
  witnesses: [],
  groups: [],
  quorum: 'none',
  ...given,
})
const witness = (name: string) => ({ name, key: witnessKey(name) })

test('a note signed by another program is read and verified (the example of golang.org/x/mod/sumdb/note)', async () => {
  const note =
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n'
  const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!
  expect(verifierKey(key.name, ED25519, key.publicKey, sha256)).toEqual(key)
  const signature = Buffer.from(
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    'base64',
  )
  expect(signature.subarray(0, 4).toString('hex')).toBe(key.keyId)
  expect(
    await crypto.verifyEd25519(key.publicKey, Buffer.from(note.replace('’', "'")), signature.subarray(4)),
  ).toBe(true)
})

test('the example of C2SP tlog-cosignature is read, and written again as it was', () => {
  const note = [
    'example.com/behind-the-sofa',
    '20852163',
    'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    '',
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
    '',
  ].join('\n')
  const checkpoint = parseSignedCheckpoint(note)
  expect(checkpoint).toMatchObject({
    origin: 'example.com/behind-the-sofa',
    size: 20_852_163,
    extensions: [],
  })
  expect(encodeNote({ text: encodeCheckpoint(checkpoint), signatures: checkpoint.signatures })).toBe(note)
})

test('a checkpoint of a rotated log verifies under either key, and under both', async () => {
  const both = encodeNote({ text, signatures: [signedBy(ORIGIN, 'old'), signedBy(ORIGIN, 'new')] })
  for (const keys of [['old'], ['new'], ['old', 'new']]) {
    const policy = policyOf({ logs: keys.map(key => keyOf(ORIGIN, key)) })
    const verified = await verifyCheckpoint(both, policy, crypto)
    expect(verified.signedBy).toEqual(policy.logs)
    expect(verified.unknown.length).toBe(2 - keys.length)
  }
})

test('witnesses are counted up to the quorum, groups of groups included', async () => {
  const note = encodeNote({
    text,
    signatures: [
      signedBy(ORIGIN, 'old'),
      cosignedBy('w1.example', 1_700_000_000),
      cosignedBy('w3.example', 5),
    ],
  })
  const policy = (quorum: string) =>
    policyOf({
      witnesses: ['w1.example', 'w2.example', 'w3.example'].map(witness),
      groups: [
        { name: 'two', threshold: 2, members: ['w1.example', 'w2.example'] },
        { name: 'any', threshold: 1, members: ['two', 'w3.example'] },
      ],
      quorum,
    })
  const verified = await verifyCheckpoint(note, policy('any'), crypto)
  expect(verified.witnessedBy).toEqual([
    { name: 'w1.example', time: 1_700_000_000 },
    { name: 'w3.example', time: 5 },
  ])
  for (const quorum of ['none', 'w1.example'])
    await expect(verifyCheckpoint(note, policy(quorum), crypto)).resolves.toBeTruthy()
  for (const quorum of ['two', 'w2.example'])
    await expect(verifyCheckpoint(note, policy(quorum), crypto)).rejects.toMatchObject({
      code: 'quorum_missing',
    })
})

test.each([
  [
    'origin_unknown',
    encodeNote({ text, signatures: [signedBy(ORIGIN, 'old')] }),
    { logs: [keyOf('x', 'old')] },
  ],
  ['signature_missing', encodeNote({ text, signatures: [signedBy(ORIGIN, 'other')] }), {}],
  ['signature_missing', encodeNote({ text, signatures: [signedBy('other.example', 'old')] }), {}],
  [
    'signature_invalid',
    encodeNote({ text, signatures: [signedBy(ORIGIN, 'old', text.replace('42', '43'))] }),
    {},
  ],
  [
    'signature_invalid',
    encodeNote({
      text,
      signatures: [
        signedBy(ORIGIN, 'old'),
        { ...cosignedBy('w1.example', 7), signature: cosignedBy('w1.example', 8).signature.with(7, 7) },
      ],
    }),
    { witnesses: [witness('w1.example')] },
  ],
])('refuses with %s', async (code, note, given) => {
  await expect(verifyCheckpoint(note, policyOf(given), crypto)).rejects.toMatchObject({ code })
})

test('refuses every checkpoint that is not written as it must be', async () => {
  const good = encodeNote({ text, signatures: [signedBy(ORIGIN, 'old')] })
  const hash = encodeBase64(root)
  const bad = {
    'no newline at the end': good.slice(0, -1),
    'a leading zero': good.replace('\n42\n', '\n042\n'),
    'a sign': good.replace('\n42\n', '\n+42\n'),
    'a size beyond exact numbers': good.replace('\n42\n', '\n9007199254740992\n'),
    'a carriage return': good.replace('\n42\n', '\r\n42\n'),
    'an empty line in the text': good.replace('\n42\n', '\n\n42\n'),
    'a root of 31 bytes': good.replace(hash, encodeBase64(root.subarray(1))),
    'a root without padding': good.replace(hash, hash.slice(0, -1)),
    'a root with stray bits': good.replace(hash, `${hash.slice(0, -2)}${stray(hash.at(-2)!)}=`),
    'a hyphen for the dash': good.replace('—', '-'),
    'the same signature twice': `${good}${good.slice(good.indexOf('—'))}`,
    'no signature': `${text}\n`,
    'an empty text': `\n\n${good.slice(good.indexOf('—'))}`,
    'no origin': good.slice(good.indexOf('\n')),
  }
  for (const [what, note] of Object.entries(bad)) {
    const refused = await verifyCheckpoint(note, policyOf({}), crypto).catch((error: unknown) => error)
    expect(refused, what).toMatchObject({ code: 'checkpoint_malformed' })
  }
})

/** Another character whose upper bits are the same: the padding swallows the lower ones. */
function stray(char: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return alphabet[alphabet.indexOf(char) + 1]!
}

test('a trust policy is read as it was written', async () => {
  const policy: TrustPolicy = {
    logs: [keyOf(ORIGIN, 'old'), keyOf(ORIGIN, 'new')],
    witnesses: ['a', 'b', 'c'].map(witness),
    groups: [
      { name: 'g', threshold: 2, members: ['a', 'b', 'c'] },
      { name: 'h', threshold: 1, members: ['g'] },
    ],
    quorum: 'h',
  }
  const written = encodeTrustPolicy(policy)
  expect(await parseTrustPolicy(written, crypto)).toEqual(policy)
  const loose = `# ours\n\n  ${written.replaceAll(' ', ' \t ').replace('quorum', '\tquorum')}`
  expect(await parseTrustPolicy(loose, crypto)).toEqual(policy)
})

test('refuses every trust policy that C2SP refuses', async () => {
  const log = `log ${encodeVerifierKey(keyOf(ORIGIN, 'old'))}\n`
  const w = (name: string) => `witness ${name} ${encodeVerifierKey(witnessKey(name))}\n`
  const bad = [
    '',
    'quorum none',
    log,
    `${log}quorum a\n`,
    `quorum none\nquorum none\n`,
    `${log}${log}quorum none\n`,
    // One key under two names: each log needs keys of its own.
    `${log}log ${encodeVerifierKey(keyOf('log.example/w/k3v9/2', 'old'))}\nquorum none\n`,
    `log ${encodeVerifierKey(witnessKey('a'))}\nquorum none\n`,
    `witness a ${encodeVerifierKey(keyOf('a', 'a'))}\nquorum none\n`,
    `${w('a')}${w('a')}quorum none\n`,
    `witness none ${encodeVerifierKey(witnessKey('a'))}\nquorum none\n`,
    `quorum a\n${w('a')}`,
    `group g 1 a\n${w('a')}quorum g\n`,
    ...['0', '3', '01', '1.5', '-1', 'some', '1e0'].map(
      k => `${w('a')}${w('b')}group g ${k} a b\nquorum g\n`,
    ),
    `${w('a')}group g 1 a a\nquorum g\n`,
    `${w('a')}group g 1 a\ngroup h 1 a\nquorum h\n`,
    `${w('a')}group g all\nquorum g\n`,
    `${log.replace(/\+[0-9a-f]{8}\+/, '+00000000+')}quorum none\n`,
    `${log.replace(/\+[0-9a-f]{8}\+/, id => id.toUpperCase())}quorum none\n`,
    `${log.slice(0, -2)}\nquorum none\n`,
    `logs x\nquorum none\n`,
    `quorum none\r\n`,
    `quorum none more\n`,
  ]
  for (const [i, policy] of bad.entries())
    await expect(parseTrustPolicy(policy, crypto), `${i}: ${policy}`).rejects.toMatchObject({
      code: 'policy_malformed',
    })
})
