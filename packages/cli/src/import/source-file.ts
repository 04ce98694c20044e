/** The file of an import as text, read once from front to back, with its hash and how far it is read. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ImportError } from './import-error.ts'

/** Encodings that a mapping may name. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface SourceFile {
  /** Bytes of the file. */
  readonly size: number
  /** Bytes read so far. */
  readonly position: () => number
  /** The text piece by piece, without a byte order mark. Throws `ImportError` at bytes that are not of the encoding. */
  readonly text: () => AsyncGenerator<string, void, undefined>
  /** SHA-256 of the bytes in hexadecimal, once all are read. */
  readonly hash: () => string
}

export async function openSourceFile(path: string, encoding: Encoding): Promise<SourceFile> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ImportError(`${path} cannot be read: ${(cause as NodeJS.ErrnoException).code}.`, [], cause)
  })
  if (!found.isFile()) throw new ImportError(`${path} is not a file.`)
  const hash = createHash('sha256')
  let position = 0
  return {
    size: found.size,
    position: () => position,
    hash: () => hash.digest('hex'),
    async *text() {
      // Bytes that do not fit are an error: replacement characters would write wrong names into a permanent log.
      const decoder = new TextDecoder(encoding, { fatal: true })
      const decode = (bytes?: Uint8Array) => {
        try {
          return decoder.decode(bytes, { stream: bytes !== undefined })
        } catch (cause) {
          const place = `between bytes ${position} and ${position + (bytes?.length ?? 0)}`
          const hint =
            'Name the encoding in the mapping: "source": {"encoding": "windows-1252"}, for instance.'
          throw new ImportError(`${path} is not ${encoding} ${place}. ${hint}`, [], cause)
        }
      }
      for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(bytes)
        const text = decode(bytes)
        position += bytes.length
        yield text
      }
      yield decode()
    },
  }
}
