/** A zip that is written as it is made: files go out one after another. */
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

/** A file, deflated. */
export interface DeflatedFile {
  readonly name: string
  readonly crc: number
  /** Bytes before deflating. */
  readonly size: number
  readonly chunks: readonly Uint8Array[]
}

/** A zip of this form names its files by 16-bit numbers. */
export const MAX_ZIP_FILES = 65_000

export class ZipStream {
  #ready: Uint8Array[] = []
  readonly #zip: Zip
  readonly #at: number

  /** `at`: the time that every file is given, UTC ms. */
  constructor(at: number) {
    this.#at = at
    this.#zip = new Zip((error, chunk) => {
      if (error !== null) throw error
      this.#ready.push(chunk)
    })
  }

  add({ name, crc, size, chunks }: DeflatedFile): void {
    const file: ZipInputFile = { filename: name, crc, size, compression: 8, mtime: this.#at }
    this.#zip.add(file)
    chunks.forEach((chunk, i) =>
      file.ondata?.(null, chunk as Uint8Array<ArrayBuffer>, i === chunks.length - 1),
    )
  }

  /** What was written since the last time. */
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
}

/**
 * Proofs are base64 of what looks like noise: nothing in them repeats, so only their letters are coded. Synchronous,
 * because handing a few kilobytes to another thread costs more than deflating them.
 */
const NOISE = { level: 1, windowBits: 9, memLevel: 6, strategy: constants.Z_HUFFMAN_ONLY } as const

/** Deflates a file that is held whole; `noise` where it is mostly base64. */
export function deflateFile(
  name: string,
  content: string | Uint8Array,
  { noise = false } = {},
): DeflatedFile {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  // The buffer that it writes into is as large as this, and is thrown away each time.
  const chunkSize = Math.min(Math.max(bytes.length, 64), 64 * 1024)
  const deflated = deflateRawSync(bytes, { chunkSize, ...(noise && NOISE) })
  return { name, crc: crc32(bytes), size: bytes.length, chunks: [deflated] }
}

const scratch = Buffer.allocUnsafeSlow(64 * 1024)

/** The UTF-8 of a text, good until the next call: ten thousand proofs need not leave as many buffers behind. */
const bytesOf = (text: string): Uint8Array =>
  text.length * 3 > scratch.length
    ? Buffer.from(text, 'utf8')
    : scratch.subarray(0, scratch.write(text, 'utf8'))

/** Deflates a file that grows while others are written; only its deflated form is held. */
export class GrowingFile {
  readonly #name: string
  readonly #deflate = createDeflateRaw()
  readonly #chunks: Buffer[] = []
  #crc = 0
  #size = 0

  constructor(name: string) {
    this.#name = name
    this.#deflate.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
  }

  /** Resolves when it can take more. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    this.#crc = crc32(bytes, this.#crc)
    this.#size += bytes.length
    if (!this.#deflate.write(bytes)) await new Promise(resolve => this.#deflate.once('drain', resolve))
  }

  async end(): Promise<DeflatedFile> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#deflate.once('end', resolve).once('error', reject)
    })
    this.#deflate.end()
    await ended
    return { name: this.#name, crc: this.#crc, size: this.#size, chunks: this.#chunks }
  }

  /** Lets go of it without an end. */
  destroy(): void {
    this.#deflate.destroy()
  }
}
