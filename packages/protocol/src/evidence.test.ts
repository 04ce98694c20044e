import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crypto, signingKey } from './node-crypto.fixture.ts'
import {
  disclosuresFor,
  FAMILY_BOOKED,
  keyFor,
  leafOf,
  logWith,
  ORIGIN,
  type PracticeEntry,
  POLICY,
  partOf,
  RESCHEDULED,
  SERVICE_CREATED,
  signatureBy,
} from './practice-log.fixture.ts'
import type { PartField } from './part.ts'
import { type VerifyCode, VERIFY_CODES } from './verify-error.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { webCrypto } from './web-crypto.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const verify = (file: string | Uint8Array, policy = POLICY) =>
  verifyEvidence(typeof file === 'string' ? bytes(file) : file, policy, crypto)

test.each([RESCHEDULED, SERVICE_CREATED, FAMILY_BOOKED])('shows all of an entry: $action', async entry => {
  const log = logWith(leafOf(entry), 5, 9)
  const shown = await verify(log.evidence(5, disclosuresFor(entry)))
  expect(shown).toMatchObject({
    ok: true,
    seq: 6,
    action: entry.action,
    recordedAt: entry.recordedAt,
    parts: entry.parts.map(({ name, fields }) => ({ name, fields, hidden: 0 })),
    hiddenParts: Math.max(0, 3 - entry.parts.length),
    checkpoint: { origin: ORIGIN, size: 9, signedBy: [keyFor('first')] },
  })
})

test('shows only what is disclosed, and counts what is hidden', async () => {
  const log = logWith(leafOf(RESCHEDULED), 0, 3)
  const some = disclosuresFor(
    RESCHEDULED,
    (part, field) => part !== 'client' && (field === undefined || /action|startsAt/.test(field)),
  )
  expect(await verify(log.evidence(0, some.reverse()))).toMatchObject({
    ok: true,
    parts: [
      { name: 'record', fields: [['action', 'booking.rescheduled']], hidden: 6 },
      { name: 'facts', fields: [[expect.stringContaining('startsAt'), expect.any(String)]], hidden: 5 },
    ],
    hiddenParts: 1,
  })
  expect(await verify(log.evidence(0, []))).toMatchObject({ ok: true, parts: [], hiddenParts: 3 })
})

test('WebCrypto says the same as node:crypto', async () => {
  const log = logWith(leafOf(RESCHEDULED), 3, 7)
  const file = log.evidence(3, disclosuresFor(RESCHEDULED))
  const subtle = webCrypto(webcrypto.subtle as SubtleCrypto)
  expect(await verifyEvidence(bytes(file), POLICY, subtle)).toEqual(await verify(file))
  const signature = /(?<=— .* )\S+\n$/.exec(file)![0]
  const forged = file.replace(
    signature,
    log.evidence(3, [], { checkpoint: log.checkpoint([signatureBy('first', 'x')]) }).slice(-signature.length),
  )
  expect(await verifyEvidence(bytes(forged), POLICY, subtle)).toMatchObject({ code: 'signature_invalid' })
})

test.each([
  ['all of an entry, signed by two keys', disclosuresFor(RESCHEDULED), ['first', 'second']],
  ['one part of a decoyed entry', disclosuresFor(SERVICE_CREATED).slice(0, 3), ['first']],
])('any one-bit change is refused with a code: %s', { timeout: 300_000 }, async (_, disclosures, signers) => {
  const entry = signers.length === 2 ? RESCHEDULED : SERVICE_CREATED
  const log = logWith(leafOf(entry), 2, 6)
  const checkpoint = log.checkpoint(signers.map(seed => signatureBy(seed, log.checkpointText)))
  const policy = { ...POLICY, logs: signers.map(seed => keyFor(seed)) }
  const file = bytes(log.evidence(2, disclosures, { checkpoint }))
  expect(await verify(file, policy)).toMatchObject({ ok: true })
  const passed: number[] = []
  for (let bit = 0; bit < file.length * 8; bit++) {
    const changed = file.with(bit >> 3, file[bit >> 3]! ^ (1 << (bit & 7)))
    const result = await verify(changed, policy)
    if (result.ok || !VERIFY_CODES.includes(result.code)) passed.push(bit)
  }
  expect(passed).toEqual([])
})

test('what is cut off, doubled or put between is refused', async () => {
  const log = logWith(leafOf(RESCHEDULED), 2, 6)
  const file = log.evidence(2, disclosuresFor(RESCHEDULED))
  for (let end = 0; end < file.length; end++) expect((await verify(file.slice(0, end))).ok).toBe(false)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(file.length),
      fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }),
      async (at, more) => {
        const changed = file.slice(0, at) + more + file.slice(at)
        if (changed !== file) expect((await verify(changed)).ok).toBe(false)
      },
    ),
    { numRuns: 300 },
  )
})

test('random entries in random logs are shown as they were written', async () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  const fields = fc
    .uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), scalar), {
      selector: ([name]) => name,
      maxLength: 6,
    })
    .map(list => list.filter(([name]) => name !== '_sd' && name !== '...') as PartField[])
  const entries = fc.tuple(fields, fields, fields).map(
    ([record, facts, client]): PracticeEntry => ({
      action: 'custom.thing',
      recordedAt: 1,
      parts: [
        partOf(
          'r',
          'record',
          record.filter(([name]) => name !== 'action'),
        ),
        partOf('r', 'facts', facts),
        partOf('r', 'client', client),
      ],
    }),
  )
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: 1, max: 600 }), fc.nat(), async (entry, size, n) => {
      const index = n % size
      const shown = await verify(logWith(leafOf(entry), index, size).evidence(index, disclosuresFor(entry)))
      // What JSON cannot say (−0) is not in a part either: it was written as 0.
      const parts = JSON.parse(
        JSON.stringify(entry.parts.map(({ name, fields: all }) => ({ name, fields: all, hidden: 0 }))),
      )
      expect(shown).toMatchObject({ ok: true, seq: index + 1, parts })
    }),
    { numRuns: 60 },
  )
})

test('evidence signed by a stranger beside the log is refused, though a checkpoint may carry it', async () => {
  const log = logWith(leafOf(RESCHEDULED), 0, 1)
  const checkpoint = log.checkpoint([
    signatureBy('first', log.checkpointText),
    { name: 'witness.example', keyId: 'deadbeef', signature: signingKey('w').sign(Buffer.from('anything')) },
  ])
  const code: VerifyCode = 'signature_unknown'
  expect(await verify(log.evidence(0, [], { checkpoint }))).toMatchObject({ ok: false, code })
})
