/** The disclosures of an entry are those of RFC 9901: an SD-JWT library that is not ours accepts them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Vector } from '@daybook/protocol'
import { SDJwtInstance } from '@sd-jwt/core'
import { expect, test } from 'vitest'
import { crypto, sha256, signingKey } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { disclosuresFor, leafOf, RESCHEDULED } from '../../packages/protocol/src/practice-log.fixture.ts'
import { VECTORS } from '../vectors/make-vectors.ts'

/** Seconds since 1970, behind every entry's `iat`. */
const NOW = 2_000_000_000
const key = signingKey('sd-jwt')
const base64url = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64url')

const library = new SDJwtInstance<Record<string, unknown>>({
  verifier: (message, signature) =>
    crypto.verifyEd25519(key.publicKey, Buffer.from(message), Buffer.from(signature, 'base64url')),
  hasher: data => sha256(typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data)),
  hashAlg: 'sha-256',
})

/** The leaf, byte for byte, as the payload of a JWS, with the disclosures behind it. */
function wrapped(leaf: string, disclosures: readonly string[]): string {
  const signed = `${base64url('{"alg":"EdDSA","typ":"example+sd-jwt"}')}.${base64url(leaf)}`
  return [`${signed}.${base64url(key.sign(Buffer.from(signed)))}`, ...disclosures, ''].join('~')
}

const vectorsIn = (folder: string): (Extract<Vector, { kind: 'leaf' }> & { name: string })[] =>
  readdirSync(join(VECTORS, folder)).map(name => ({
    name,
    ...JSON.parse(readFileSync(join(VECTORS, folder, name), 'utf8')),
  }))

test('every valid leaf with its disclosures is accepted by @sd-jwt/core, which reads the same', async () => {
  for (const { name, leaf, disclosures } of vectorsIn('leaf/valid')) {
    const { payload } = await library.verify(wrapped(leaf, disclosures), { currentDate: NOW })
    expect(payload, name).toMatchObject({ v: 1, event: JSON.parse(leaf).event })
  }
  const { payload } = await library.verify(wrapped(leafOf(RESCHEDULED), disclosuresFor(RESCHEDULED)), {
    currentDate: NOW,
  })
  const parts = Object.fromEntries(
    RESCHEDULED.parts.map(({ name, fields }) => [name, Object.fromEntries(fields)]),
  )
  expect(payload).toEqual({ v: 1, iat: RESCHEDULED.recordedAt, event: RESCHEDULED.action, ...parts })
})

test('what is hidden stays hidden there too', async () => {
  const shown = disclosuresFor(RESCHEDULED, (part, field) => part === 'facts' && field !== 'change/1/price')
  const { payload } = await library.verify(wrapped(leafOf(RESCHEDULED), shown), { currentDate: NOW })
  expect(payload).not.toHaveProperty('client')
  const { facts } = payload as { facts: unknown }
  expect(facts).toHaveProperty(['amount/value'], 4500)
  expect(facts).not.toHaveProperty(['change/1/price'])
})

test('a changed value is not accepted there either', async () => {
  const changed = disclosuresFor({
    ...RESCHEDULED,
    parts: RESCHEDULED.parts.map(part => ({
      ...part,
      fields: part.fields.map(([name, value]) => [name, name === 'name' ? 'Somebody Else' : value] as const),
    })),
  })
  const { payload } = await library.verify(wrapped(leafOf(RESCHEDULED), changed), { currentDate: NOW })
  // The library passes over what nothing refers to; RFC 9901, section 7.1, and our verifier refuse it.
  expect(JSON.stringify(payload)).not.toContain('Somebody Else')
})
