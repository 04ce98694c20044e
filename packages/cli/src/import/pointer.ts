/** A JSON Pointer (RFC 6901) one step further. */
export function step(path: string, name: string | number): string {
  return `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
