import { hash } from 'node:crypto'
import type { VerifierKey } from '@daybook/protocol'

// The DER that stands before the 32 bytes of an Ed25519 public key (RFC 8410).
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** What people compare: SHA-256 of the key's DER, in groups of four. Normative: docs/spec/checkpoint.md, section 3. */
export const fingerprintOf = ({ publicKey }: VerifierKey): string =>
  hash('sha256', Buffer.concat([SPKI, publicKey]), 'hex').replace(/.{4}(?=.)/g, '$& ')
