/** A verifier's crypto by node:crypto: synchronous, so that a log of millions is not a million turns of the event loop. */
import { createPublicKey, hash, verify } from 'node:crypto'
import type { VerifyCrypto } from '@daybook/protocol/verify'

export const verifyCrypto: VerifyCrypto = {
  sha256: (...chunks) => hash('sha256', chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), 'buffer'),
  verifyEd25519(publicKey, message, signature) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature)
  },
}
