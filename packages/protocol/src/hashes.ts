/** The hash functions that leaf, tree and proof are given: synchronous on the server, WebCrypto-made in a browser. */
export interface Hashes {
  /** SHA-256 of the UTF-8 bytes of a text, as base64url without padding. */
  digestText(text: string): string
  /** SHA-256 of the concatenation. */
  sha256(...chunks: readonly Uint8Array[]): Uint8Array
  /** SHAKE256 (FIPS 202) of the concatenation, `length` bytes long, as base64url without padding. */
  shake256Text(chunks: readonly Uint8Array[], length: number): string
  /** The UTF-8 bytes of a text as base64url without padding. */
  base64urlOfText(text: string): string
  /** Bytes as base64url without padding. */
  base64url(bytes: Uint8Array): string
}
