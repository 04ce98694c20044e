/** Reads PostgreSQL's binary COPY format (manual, "COPY", binary format), one row after another, field by field. */

/** The signature, the flags and the length of the header's extension, of which there is none. */
const HEADER = 19
const FIELDS = 2
const LENGTH = 4

export class BinaryRows {
  readonly #bytes: Buffer
  #at = HEADER

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Goes on to the next row; false behind the last. The fields of the row before must all have been read. */
  next(): boolean {
    const fields = this.#bytes.readInt16BE(this.#at)
    this.#at += FIELDS
    return fields !== -1
  }

  /** A smallint, int or bigint that is a safe integer. */
  number(): number {
    return this.numberOrNull()!
  }

  numberOrNull(): number | null {
    const bytes = this.#bytes
    const length = this.#length()
    const at = this.#at
    if (length === -1) return null
    this.#at = at + length
    switch (length) {
      case 8:
        return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
      case 4:
        return bytes.readInt32BE(at)
      case 2:
        return bytes.readInt16BE(at)
      default:
        throw new TypeError(`a number of ${length} bytes`)
    }
  }

  text(): string {
    const length = this.#length()
    this.#at += length
    return this.#bytes.toString('utf8', this.#at - length, this.#at)
  }

  bytes(): Buffer {
    return this.bytesOrNull()!
  }

  /** A view: it keeps all rows in memory. */
  bytesOrNull(): Buffer | null {
    const length = this.#length()
    if (length === -1) return null
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #length(): number {
    const length = this.#bytes.readInt32BE(this.#at)
    this.#at += LENGTH
    return length
  }
}
