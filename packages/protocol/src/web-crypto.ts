/** A verifier's crypto by WebCrypto: browsers, Node, and other runtimes. */
import type { VerifyCrypto } from './verify-crypto.ts'

/** `subtle` is `crypto.subtle`. Throws NotSupportedError at the first signature where the runtime has no Ed25519. */
export function webCrypto(subtle: SubtleCrypto): VerifyCrypto {
  return {
    async sha256(...chunks) {
      const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
      let at = 0
      for (const chunk of chunks) {
        bytes.set(chunk, at)
        at += chunk.length
      }
      return new Uint8Array(await subtle.digest('SHA-256', bytes))
    },
    async verifyEd25519(publicKey, message, signature) {
      const key = await subtle.importKey('raw', publicKey as BufferSource, 'Ed25519', false, ['verify'])
      return subtle.verify('Ed25519', key, signature as BufferSource, message as BufferSource)
    },
  }
}
