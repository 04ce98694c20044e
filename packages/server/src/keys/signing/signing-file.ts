/**
 * The file of a log's signing keys: its generations, each with an origin of its own, and the keys of each. 0600, in the
 * key folder. A public key stays for ever, since old checkpoints are verified with it; a private one goes when its time
 * to sign is over.
 */
import { readFileSync } from 'node:fs'
import { ED25519, type VerifierKey, verifierKey } from '@daybook/protocol'
import { z } from 'zod'
import { sha256 } from '../../hashes.ts'
import { StartError } from '../../start-error.ts'
import { writePrivateFile } from '../../write-private-file.ts'

const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')
const instant = z.iso.datetime()

const KeyRecord = z.strictObject({
  publicKey: key,
  privateKey: key.optional(),
  madeAt: instant,
  /** Signs from here; absent while its making is not yet recorded in the log. */
  from: instant.optional(),
  /** Signs until here; absent for the newest. */
  until: instant.optional(),
})
const Generation = z.strictObject({
  generation: z.int().min(0),
  origin: z.string().min(1),
  keys: z.array(KeyRecord).min(1),
})
const SigningFile = z.strictObject({
  version: z.literal(1),
  /** The log that the keys are for: `ws_…`. */
  log: z.string(),
  generations: z.array(Generation).min(1),
})

export type SigningKeyRecord = z.infer<typeof KeyRecord>
export type SigningGeneration = z.infer<typeof Generation>
export type SigningFile = z.infer<typeof SigningFile>

/** Undefined where there is none. Throws StartError where it is damaged. */
export function readSigningFile(path: string): SigningFile | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return SigningFile.parse(JSON.parse(text))
  } catch (error) {
    throw new StartError(`${path} is damaged: restore it from your backup of the keys.`, error)
  }
}

export function writeSigningFile(path: string, file: SigningFile): void {
  writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`)
}

/** The public half of a key, named as its origin. */
export const verifierOf = (origin: string, record: SigningKeyRecord): VerifierKey =>
  verifierKey(origin, ED25519, Buffer.from(record.publicKey, 'base64url'), sha256)

/** The keys that sign at an instant (UTC ms): one, or two in an overlap. */
export const signingAt = (generation: SigningGeneration, now: number): SigningKeyRecord[] =>
  generation.keys.filter(
    ({ privateKey, from, until }) =>
      privateKey !== undefined &&
      from !== undefined &&
      Date.parse(from) <= now &&
      (until === undefined || Date.parse(until) > now),
  )
