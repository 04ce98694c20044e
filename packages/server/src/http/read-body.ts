import { LIMITS, LogError } from '@daybook/protocol'
import { parseJson } from '../entry/parse-json.ts'

/**
 * The JSON of a request's body, and its size in bytes. Throws `body_too_large`, `not_json`, `entry_invalid`.
 * @param options.optional true where nothing may be sent: the value is then undefined
 * @param options.fileAt the place of a text that is a whole file: it may be as long as the body
 */
export async function readBody(
  request: Request,
  options: { readonly optional?: boolean; readonly fileAt?: string } = {},
): Promise<{ value: unknown; bytes: number }> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > LIMITS.body) throw tooLarge()
  const bytes = announced > 0 ? new Uint8Array(await request.arrayBuffer()) : await readChunks(request)
  if (bytes.length > LIMITS.body) throw tooLarge()
  if (bytes.length === 0 && options.optional === true) return { value: undefined, bytes: 0 }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new LogError('not_json', 'The body is not valid UTF-8.')
  }
  return { value: parseJson(text, options.fileAt), bytes: bytes.length }
}

/** A body without a length is read only as far as the limit. */
async function readChunks(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += (chunk as Uint8Array).length
    if (length > LIMITS.body) throw tooLarge()
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (): LogError =>
  new LogError(
    'body_too_large',
    `The body is larger than ${LIMITS.body / 1024 / 1024} MiB: send the entries in several requests.`,
  )
