/** A zip that is written as it is made: files go out one after another, deflated by the system's threads. */
import { constants, crc32, createDeflateRaw, deflateRaw } from 'node:zlib'
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
    chunks.forEach((chunk, i) => file.ondata?.(null, new Uint8Array(chunk), i === chunks.length - 1))
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

/** Deflates a file that is held whole. */
export function deflateFile(name: string, content: string | Uint8Array): Promise<DeflatedFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return new Promise((resolve, reject) => {
    deflateRaw(bytes, { level: constants.Z_BEST_SPEED }, (error, deflated) => {
      if (error !== null) reject(error)
      else resolve({ name, crc: crc32(bytes), size: bytes.length, chunks: [deflated] })
    })
  })
}

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
