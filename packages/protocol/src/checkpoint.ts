/** Checkpoints: the size and root of a log, as the text that its key signs. C2SP tlog-checkpoint. */
import { decodeBase64, encodeBase64 } from './base64.ts'
import { type NoteSignature, parseNote } from './note.ts'
import { HASH_BYTES } from './tree.ts'
import { VerifyError } from './verify-error.ts'

export interface Checkpoint {
  /** `<host>/w/<random>/<generation>`: the name of the log, and of the keys that may sign for it. */
  readonly origin: string
  /** Entries in the log. */
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** Further lines; Daybook writes none. */
  readonly extensions: readonly string[]
}

export interface SignedCheckpoint extends Checkpoint {
  /** What was signed, its last newline included. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** The text that is signed. */
export function encodeCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, size, encodeBase64(root), ...extensions, ''].join('\n')
}

/** Reads the text of a checkpoint, without its signatures. Throws `checkpoint_malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.includes(''))
    bad('is not at least three lines, none of them empty')
  const [origin, digits, hash, ...extensions] = lines as [string, string, string]
  const size = parseCount(digits)
  if (size === undefined) return bad('has a size that is not a plain number')
  const root = decodeBase64(hash)
  if (root?.length !== HASH_BYTES) return bad('has a root that is not the base64 of 32 bytes')
  return { origin, size, root, extensions }
}

/** Reads a signed checkpoint; says nothing about whether its signatures are good. Throws `checkpoint_malformed`. */
export function parseSignedCheckpoint(note: string): SignedCheckpoint {
  const signed = parseNote(note)
  return { ...parseCheckpoint(signed.text), ...signed }
}

/** A decimal number without sign or leading zeros, up to 2^53 − 1; else undefined. */
export function parseCount(digits: string): number | undefined {
  const count = Number(digits)
  return Number.isSafeInteger(count) && count >= 0 && String(count) === digits ? count : undefined
}

function bad(what: string): never {
  throw new VerifyError('checkpoint_malformed', `The checkpoint ${what}.`)
}
