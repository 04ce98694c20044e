/** Signed notes: a text, an empty line, signature lines. C2SP signed-note (c2sp.org/signed-note). */
import { decodeBase64, encodeBase64 } from './base64.ts'
import { VerifyError } from './verify-error.ts'

export interface NoteSignature {
  /** The key's name: no white space, no plus sign. */
  readonly name: string
  /** Eight lower-case hexadecimal digits. */
  readonly keyId: string
  /** What follows the key id: its form is the signature type's. */
  readonly signature: Uint8Array
}

export interface SignedNote {
  /** What was signed, its last newline included. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** More signature lines than this are refused. C2SP asks for at least 16. */
export const MAX_SIGNATURES = 64
const KEY_ID_BYTES = 4
// U+0085 is a space of Unicode but not of JavaScript.
export const KEY_NAME = /^[^\s\u0085+]+$/u
const SIGNATURE_LINE = /^— ([^\s\u0085+]+) (\S+)$/u

/** The note as it is stored and sent. `text` must end in a newline. */
export function encodeNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = new Uint8Array(KEY_ID_BYTES + signature.length)
    bytes.set(Uint8Array.fromHex(keyId))
    bytes.set(signature, KEY_ID_BYTES)
    return `— ${name} ${encodeBase64(bytes)}\n`
  })
  return `${text}\n${lines.join('')}`
}

/** Reads a signed note; says nothing about whether its signatures are good. Throws `checkpoint_malformed`. */
export function parseNote(note: string): SignedNote {
  const end = note.lastIndexOf('\n\n')
  if (end < 1 || !note.endsWith('\n')) bad('has no empty line between its text and its signatures')
  // The only control character of a note is the newline.
  if (/[\0-\x09\x0b-\x1f]/.test(note) || !note.isWellFormed()) bad('holds a control character')
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) bad(`has more than ${MAX_SIGNATURES} signatures`)
  const signatures = lines.map(parseSignature)
  const keys = new Set(signatures.map(({ name, keyId }) => `${name} ${keyId}`))
  if (keys.size < signatures.length) bad('has two signatures by one key')
  return { text: note.slice(0, end + 1), signatures }
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', text = ''] = SIGNATURE_LINE.exec(line) ?? []
  const bytes = decodeBase64(text)
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return bad('has a line that is no signature')
  return {
    name,
    keyId: bytes.subarray(0, KEY_ID_BYTES).toHex(),
    signature: bytes.subarray(KEY_ID_BYTES),
  }
}

function bad(what: string): never {
  throw new VerifyError('checkpoint_malformed', `The checkpoint ${what}.`)
}
