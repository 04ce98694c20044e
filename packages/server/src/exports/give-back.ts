/**
 * Gives the memory of bytes back that nobody needs any more. They are no load to V8's heap, so that its collector would
 * come only when tens of megabytes lie there. Bytes that share their memory with others stay.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength > 0 && buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) buffer.transfer(0)
}
