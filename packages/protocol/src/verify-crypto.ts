/** What a verifier is given: by node:crypto synchronous, by WebCrypto asynchronous; one code awaits either. */
export interface VerifyCrypto {
  /** SHA-256 of the concatenation. */
  sha256(...chunks: readonly Uint8Array[]): Uint8Array | Promise<Uint8Array>
  /** Ed25519 (RFC 8032); false for a signature that is not good, whatever is wrong with it. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}
