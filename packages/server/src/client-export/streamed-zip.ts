/** A zip whose files are deflated and sent while they are written: none of them is ever held. */
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

const EMPTY = new Uint8Array(0)

export class StreamedZip {
  readonly #zip: Zip
  readonly #at: number
  #ready: Uint8Array[] = []
  #file:
    | { readonly entry: ZipInputFile & { crc: number; size: number }; readonly deflate: DeflateRaw }
    | undefined

  /** `at`: the time that every file is given, UTC ms. */
  constructor(at: number) {
    this.#at = at
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error
      this.#ready.push(chunk)
    })
  }

  /** Begins a file; the one before must be ended. */
  begin(name: string): void {
    const entry = {
      filename: name,
      compression: 8 as const,
      mtime: this.#at,
      crc: 0,
      size: 0,
    } as ZipInputFile & {
      crc: number
      size: number
    }
    this.#zip.add(entry)
    const deflate = createDeflateRaw()
    deflate.on('data', (chunk: Buffer) => entry.ondata?.(null, new Uint8Array(chunk), false))
    this.#file = { entry, deflate }
  }

  /** Resolves when it can take more. */
  async write(text: string): Promise<void> {
    const { entry, deflate } = this.#file!
    const bytes = Buffer.from(text, 'utf8')
    entry.crc = crc32(bytes, entry.crc)
    entry.size += bytes.length
    if (!deflate.write(bytes)) await new Promise(resolve => deflate.once('drain', resolve))
  }

  async endFile(): Promise<void> {
    const { entry, deflate } = this.#file!
    const ended = new Promise<void>((resolve, reject) => {
      deflate.once('end', resolve).once('error', reject)
    })
    deflate.end()
    await ended
    entry.ondata?.(null, EMPTY, true)
    this.#file = undefined
  }

  /** What was made since the last time. */
  take(): Uint8Array {
    const bytes = Buffer.concat(this.#ready)
    this.#ready = []
    return bytes
  }

  /** Writes the directory; nothing may be added behind it. */
  end(): Uint8Array {
    this.#zip.end()
    return this.take()
  }

  /** Lets go of it without an end. */
  destroy(): void {
    this.#file?.deflate.destroy()
  }
}
