/** The lines of a file of any size. Only U+000A ends a line, and the last one must end too. */
import { createReadStream } from 'node:fs'
import { VerifyError } from '@daybook/protocol/verify'

/** Throws `log_malformed` where the file is no UTF-8 or its last line does not end. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = ''
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
      rest = lines.pop()!
      yield* lines
    }
    decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new VerifyError('log_malformed', 'The entries are no UTF-8 text.')
  }
  if (rest !== '') throw new VerifyError('log_malformed', 'The last line does not end: the file was cut off.')
}
