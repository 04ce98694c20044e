/**
 * Base64 as strictly as a verifier needs it: a text that would not be written again exactly so (white space, missing
 * padding, stray bits in the last character) is refused, so that one value has one text.
 */

/** RFC 4648, section 4, with padding. */
export const encodeBase64 = (bytes: Uint8Array): string => bytes.toBase64()
/** RFC 4648, section 5, without padding. */
export const encodeBase64url = (bytes: Uint8Array): string =>
  bytes.toBase64({ alphabet: 'base64url', omitPadding: true })

/** Undefined where the text is not the base64 of anything, or not the way it is written. */
export function decodeBase64(text: string): Uint8Array | undefined {
  return decode(text, 'base64', encodeBase64)
}

/** Undefined where the text is not the base64url of anything, or not the way it is written. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  return decode(text, 'base64url', encodeBase64url)
}

function decode(
  text: string,
  alphabet: 'base64' | 'base64url',
  encode: (bytes: Uint8Array) => string,
): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet })
    return encode(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}
