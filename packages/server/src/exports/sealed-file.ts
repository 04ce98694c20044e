/**
 * Files of exports as they are kept: sealed in pieces of 64 KiB under the export's own key (AES-256-GCM, the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár), so that nothing in clear reaches the disk, and the whole file is noise once
 * the key is gone. A piece's nonce is the attempt and the piece's number; its associated data say whose file it is and
 * whether it is the last piece, so that none can be cut off, moved or exchanged.
 */
import { createCipheriv, createDecipheriv, createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { giveBack } from './give-back.ts'

const PIECE = 64 * 1024
const TAG = 16

export interface SealedFileName {
  readonly path: string
  readonly key: Uint8Array
  /** Whose file it is: the same to read it as to write it. */
  readonly about: string
  /** Files of one key differ in it. */
  readonly attempt: number
}

export interface WrittenFile {
  /** In clear. */
  readonly bytes: number
  readonly sha256: Buffer
}

/** Where a file goes, piece by piece. */
export interface FileSink {
  write(bytes: Uint8Array): Promise<void>
  /** The file is whole, and on the disk. */
  finish(): Promise<WrittenFile>
  /** Lets go of it; what was written is of no use. Does nothing after `finish`. */
  abandon(): Promise<void>
}

const nonceOf = (attempt: number, index: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(attempt, 0)
  nonce.writeBigUInt64BE(BigInt(index), 4)
  return nonce
}

const associated = (about: string, last: boolean): Buffer =>
  Buffer.from(`${about} ${last ? 'last' : 'more'}`, 'utf8')

/** Makes a file that only its owner may read; fails where there is one. */
export async function createSealedFile(name: SealedFileName): Promise<FileSink> {
  const file = await open(name.path, 'wx', 0o600)
  return new SealedSink(file, name)
}

class SealedSink implements FileSink {
  readonly #file: FileHandle
  readonly #name: SealedFileName
  readonly #hash: Hash = createHash('sha256')
  /** One for the whole file: what is thrown away for each piece is what the server's thread has to clear up. */
  readonly #piece = Buffer.allocUnsafe(PIECE)
  #length = 0
  #bytes = 0
  #index = 0
  #open = true

  constructor(file: FileHandle, name: SealedFileName) {
    this.#file = file
    this.#name = name
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    for (let at = 0; at < bytes.length; ) {
      // The last piece is sealed as such, so a full one stays back until more comes.
      if (this.#length === PIECE) await this.#flush(false)
      const some = bytes.subarray(at, at + PIECE - this.#length)
      this.#piece.set(some, this.#length)
      this.#length += some.length
      at += some.length
    }
  }

  async finish(): Promise<WrittenFile> {
    await this.#flush(true)
    await this.#file.sync()
    this.#open = false
    await this.#file.close()
    return { bytes: this.#bytes, sha256: this.#hash.digest() }
  }

  async abandon(): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await this.#file.close()
  }

  async #flush(last: boolean): Promise<void> {
    const [text, tag] = this.#seal(this.#piece.subarray(0, this.#length), last)
    this.#length = 0
    await this.#file.appendFile(text)
    await this.#file.appendFile(tag)
    giveBack(text)
  }

  #seal(piece: Uint8Array, last: boolean): [text: Buffer, tag: Buffer] {
    const { key, attempt, about } = this.#name
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(attempt, this.#index++))
    cipher.setAAD(associated(about, last))
    const text = cipher.update(piece)
    cipher.final()
    return [text, cipher.getAuthTag()]
  }
}

/**
 * The content of a file, piece by piece. Throws where a byte was changed, or the file ends before its end; what came
 * before that was whole.
 */
export async function* readSealedFile(name: SealedFileName): AsyncGenerator<Buffer> {
  const file = await open(name.path, 'r')
  try {
    const { size } = await file.stat()
    const piece = PIECE + TAG
    const count = Math.max(1, Math.ceil(size / piece))
    for (let index = 0; index < count; index++) {
      const sealed = Buffer.allocUnsafe(Math.min(piece, size - index * piece))
      const { bytesRead } = await file.read(sealed, 0, sealed.length, index * piece)
      if (bytesRead < TAG) throw new Error('a file of an export ends too early')
      yield openPiece(name, sealed.subarray(0, bytesRead), index, index === count - 1)
    }
  } finally {
    await file.close()
  }
}

function openPiece(
  { key, attempt, about }: SealedFileName,
  sealed: Buffer,
  index: number,
  last: boolean,
): Buffer {
  const end = sealed.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(attempt, index))
  decipher.setAAD(associated(about, last))
  decipher.setAuthTag(sealed.subarray(end))
  const plain = decipher.update(sealed.subarray(0, end))
  decipher.final()
  return plain
}
