import { hash } from 'node:crypto'
import type { VerifierKey } from '@daybook/protocol'

// The DER that stands before the 32 bytes of an Ed25519 public key (RFC 8410).
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

const derOf = ({ publicKey }: VerifierKey): Buffer => Buffer.concat([SPKI, publicKey])

/** What people compare: SHA-256 of the key's DER, in groups of four. Normative: docs/spec/checkpoint.md, section 3. */
export const fingerprintOf = (key: VerifierKey): string =>
  hash('sha256', derOf(key), 'hex').replace(/.{4}(?=.)/g, '$& ')

/** The key as openssl reads it. */
export const pemOf = (key: VerifierKey): string =>
  `-----BEGIN PUBLIC KEY-----\n${derOf(key).toString('base64')}\n-----END PUBLIC KEY-----\n`
