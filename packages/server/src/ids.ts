/**
 * Daybook's own ids. Inside, an id is a random 53-bit number (8 bytes in a row, exact in JavaScript); outside it is a
 * prefix that says what it names and eleven characters of Crockford's base32.
 */
import { type Cipheriv, createCipheriv, createDecipheriv } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const DIGITS = new Map(Array.from(ALPHABET, (char, value) => [char, value]))
const CODES = Buffer.from(ALPHABET, 'latin1')
const LENGTH = 11

export type IdPrefix = 'ws' | 'cl' | 'ob' | 'ak' | 'mb' | 'iv' | 'ex' | 'sv' | 'lt'

export function formatId(prefix: IdPrefix, id: number): string {
  let text = ''
  for (let rest = id, i = 0; i < LENGTH; i++) {
    text = ALPHABET[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return `${prefix}_${text}`
}

/** The number behind an id, or undefined where the text is no id of this kind. */
export function parseId(prefix: IdPrefix, text: string): number | undefined {
  if (text.length !== prefix.length + 1 + LENGTH || !text.startsWith(`${prefix}_`)) return undefined
  let id = 0
  for (let i = prefix.length + 1; i < text.length; i++) {
    const digit = DIGITS.get(text[i]!)
    if (digit === undefined) return undefined
    id = id * 32 + digit
  }
  return Number.isSafeInteger(id) ? id : undefined
}

/** Where a generation of a log after the first begins: entries from here on have its number in their ids. */
export interface GenerationStart {
  readonly generation: number
  readonly firstSeq: number
}

/** The generation that an entry was written in. `generations` in their order; the first, 0, is not among them. */
export const generationOf = (generations: readonly GenerationStart[], seq: number): number =>
  generations.findLast(({ firstSeq }) => firstSeq <= seq)?.generation ?? 0

/**
 * An entry's id is its place in the log, enciphered under a key of the workspace (AES-128, one block): it needs no
 * column and no index, tells nothing of the log's length, and an id of another workspace deciphers to nothing here.
 */
export const formatEntryId = (
  key: Uint8Array,
  generations: readonly GenerationStart[],
  seq: number,
): string => entryIdIn(key, generationOf(generations, seq), seq)

/** One cipher a key: without chaining and padding each block stands for itself, and making a cipher costs more than a block. */
const encipherers = new WeakMap<Uint8Array, Cipheriv>()

const BLOCK = 16

/** Both are written anew for each id. */
const block = Buffer.alloc(BLOCK)
const digits = Buffer.alloc(26)

/** Characters of an entry's id. */
const ENTRY_ID = 3 + digits.length

function encipher(key: Uint8Array, plain: Uint8Array): Buffer {
  let cipher = encipherers.get(key)
  if (cipher === undefined) {
    cipher = createCipheriv('aes-128-ecb', key, null)
    cipher.setAutoPadding(false)
    encipherers.set(key, cipher)
  }
  return cipher.update(plain)
}

/** The id of an entry that was written in this generation of its log. */
export function entryIdIn(key: Uint8Array, generation: number, seq: number): string {
  writeBlock(block, 0, generation, seq)
  writeBase32(encipher(key, block), 0, digits, 0)
  return `en_${digits.toString('latin1')}`
}

/**
 * `formatEntryId` of several entries, in one call of the cipher, which costs a hundred times what it does for one block,
 * and cut out of one text.
 */
export function formatEntryIds(
  key: Uint8Array,
  generations: readonly GenerationStart[],
  seqs: readonly number[],
): string[] {
  const blocks = Buffer.alloc(seqs.length * BLOCK)
  for (const [i, seq] of seqs.entries()) writeBlock(blocks, i * BLOCK, generationOf(generations, seq), seq)
  const enciphered = encipher(key, blocks)
  const text = Buffer.allocUnsafe(seqs.length * ENTRY_ID)
  for (let i = 0; i < seqs.length; i++) {
    text.write('en_', i * ENTRY_ID, 'latin1')
    writeBase32(enciphered, i * BLOCK, text, i * ENTRY_ID + 3)
  }
  const all = text.toString('latin1')
  return seqs.map((_, i) => all.slice(i * ENTRY_ID, (i + 1) * ENTRY_ID))
}

function writeBlock(bytes: Buffer, at: number, generation: number, seq: number): void {
  bytes.writeUInt32BE(generation, at + 4)
  bytes.writeUInt32BE(Math.floor(seq / 2 ** 32), at + 8)
  bytes.writeUInt32BE(seq % 2 ** 32, at + 12)
}

/** The place in the log that an entry's id names, or undefined where it is no id of this workspace's log. */
export function parseEntryId(
  key: Uint8Array,
  generations: readonly GenerationStart[],
  text: string,
): number | undefined {
  const bytes = text.startsWith('en_') ? fromBase32(text.slice(3)) : undefined
  if (bytes === undefined) return undefined
  const decipher = createDecipheriv('aes-128-ecb', key, null)
  decipher.setAutoPadding(false)
  const block = decipher.update(bytes)
  const seq = Number(block.readBigUInt64BE(8))
  if (block.readUInt32BE(0) !== 0 || !Number.isSafeInteger(seq) || seq < 1) return undefined
  // An entry that was lost in a restore and the one that has its place now differ in their generation.
  return block.readUInt32BE(4) === generationOf(generations, seq) ? seq : undefined
}

/** The 16 bytes of a block as 26 characters. */
function writeBase32(block: Uint8Array, from: number, text: Uint8Array, to: number): void {
  let at = to
  let bits = 0
  let value = 0
  for (let i = from; i < from + BLOCK; i++) {
    value = (value << 8) | block[i]!
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text[at++] = CODES[(value >>> bits) & 31]!
    }
    value &= (1 << bits) - 1
  }
  text[at] = CODES[(value << (5 - bits)) & 31]!
}

function fromBase32(text: string): Buffer | undefined {
  if (text.length !== 26) return undefined
  const bytes = Buffer.alloc(16)
  let at = 0
  let bits = 0
  let value = 0
  for (const char of text) {
    const digit = DIGITS.get(char)
    if (digit === undefined) return undefined
    value = (value << 5) | digit
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (value >>> bits) & 255
    }
    value &= (1 << bits) - 1
  }
  // The last two bits must be zero, or two texts would name one entry.
  return value === 0 && at === 16 ? bytes : undefined
}
