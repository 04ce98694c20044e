/**
 * Signs checkpoints, and only forward: what is signed begins with what was signed before, whatever the database says.
 * C2SP signed-note and tlog-checkpoint, Ed25519 (RFC 8032).
 */
import { createPrivateKey, sign as signBytes } from 'node:crypto'
import {
  encodeCheckpoint,
  encodeNote,
  LogError,
  type NoteSignature,
  type VerifierKey,
  verifyConsistency,
} from '@daybook/protocol'
import { sha256 } from '../../hashes.ts'
import type { SignedHead } from './signed-heads.ts'
import {
  type SigningFile,
  type SigningGeneration,
  type SigningKeyRecord,
  signingAt,
  verifierOf,
} from './signing-file.ts'
import { type LogKind, newKey, type SigningFolder, signingKeyMissing } from './signing-folder.ts'

/** The name of the log of checkpoints in the folder. */
export const ANCHORS = 'anchors'
/** How long the key before goes on signing beside a new one, in ms: 30 days. */
export const OVERLAP = 30 * 86_400_000

export class Signer {
  readonly #folder: SigningFolder
  /** `ws_…`, or `anchors`. */
  readonly name: string

  constructor(folder: SigningFolder, name: string) {
    this.#folder = folder
    this.name = name
  }

  /** Makes the log's first keys where it has none. `log` is the number of its rows, as an id. */
  ensureKeys(log: string, kind: LogKind): SigningFile {
    return this.#folder.read(this.name) ?? this.#folder.create(this.name, log, kind)
  }

  /** Undefined where the log was never signed. */
  keys(): SigningFile | undefined {
    return this.#folder.read(this.name)
  }

  /** Every key that may ever have signed, of all generations: what a trust policy lists. */
  verifiers(): VerifierKey[] {
    return (this.keys()?.generations ?? []).flatMap(({ origin, keys }) =>
      keys.filter(({ from }) => from !== undefined).map(record => verifierOf(origin, record)),
    )
  }

  /**
   * How far this generation was signed.
   * Throws `signing_key_missing` and `signed_heads_missing`; `log_went_back` where a later generation has signed.
   */
  last(generation: number): SignedHead {
    const file = this.keys()
    const own = file?.generations.find(one => one.generation === generation)
    if (file === undefined || own === undefined) throw signingKeyMissing(this.name)
    const later = file.generations.filter(one => one.generation > generation)
    if (later.some(one => (this.#folder.heads.last(one.origin)?.size ?? 1) > 0)) {
      throw new LogError(
        'log_went_back',
        'The database holds an older state of this log than was already signed: the log went on as a later generation since. Put the newer database back, or continue the log with "daybook log continue".',
      )
    }
    return this.#lastOf(own)
  }

  /**
   * Signs a head that begins with what was signed last, which `from` and the proof show (RFC 6962, section 2.1.2).
   * Undefined where another process signed meanwhile: ask `last` again.
   * Throws `log_went_back` and `log_diverged`.
   */
  sign(
    generation: number,
    head: SignedHead,
    from: SignedHead,
    proof: readonly Uint8Array[],
  ): string | undefined {
    requireForward(from, head, proof)
    const own = this.keys()?.generations.find(one => one.generation === generation)
    if (own === undefined) throw signingKeyMissing(this.name)
    if (!this.#folder.heads.advance(own.origin, from, head)) return undefined
    const file = this.#retire(generation)
    const current = file.generations.find(one => one.generation === generation)!
    return this.#note(current, head)
  }

  /**
   * The last checkpoint of the newest generation that signed, made again: the same bytes, since Ed25519 is
   * deterministic. Undefined where nothing was signed.
   */
  lastCheckpoint():
    | { readonly generation: number; readonly size: number; readonly note: string }
    | undefined {
    const own = this.keys()?.generations.findLast(one => (this.#folder.heads.last(one.origin)?.size ?? 0) > 0)
    if (own === undefined) return undefined
    const last = this.#lastOf(own)
    return { generation: own.generation, size: last.size, note: this.#note(own, last) }
  }

  /** Makes the next key, which signs once `putInForce` is called; answers one that was left over in between. */
  prepareKey(generation: number): VerifierKey {
    let origin = ''
    const file = this.#folder.change(this.name, before => ({
      ...before,
      generations: before.generations.map(one => {
        if (one.generation !== generation) return one
        origin = one.origin
        const prepared = one.keys.some(({ from }) => from === undefined)
        return prepared ? one : { ...one, keys: [...one.keys, newKey(this.#folder.now())] }
      }),
    }))
    const keys = file.generations.find(one => one.generation === generation)?.keys
    if (keys === undefined) throw signingKeyMissing(this.name)
    return verifierOf(origin, keys.at(-1)!)
  }

  /** The prepared key signs from now on, the one before beside it for `overlap` ms. */
  putInForce(generation: number, overlap: number): void {
    const now = this.#folder.now()
    const iso = (at: number): string => new Date(at).toISOString()
    this.#folder.change(this.name, before => ({
      ...before,
      generations: before.generations.map(one =>
        one.generation !== generation
          ? one
          : {
              ...one,
              keys: one.keys.map(key =>
                key.from === undefined
                  ? { ...key, from: iso(now) }
                  : { ...key, until: key.until ?? iso(now + overlap) },
              ),
            },
      ),
    }))
  }

  /** Begins a generation of at least this number; answers one that was begun and has not signed. */
  startGeneration(least: number): SigningGeneration {
    const file = this.#folder.change(this.name, before => {
      const newest = before.generations.at(-1)!
      const unused = newest.generation >= least && this.#lastOf(newest).size === 0
      return unused
        ? before
        : { ...before, generations: [...before.generations, this.#folder.nextGeneration(before, least)] }
    })
    return file.generations.at(-1)!
  }

  #lastOf({ origin }: SigningGeneration): SignedHead {
    const last = this.#folder.heads.last(origin)
    if (last !== undefined) return last
    throw new LogError(
      'signed_heads_missing',
      `How far ${origin} was signed is not in the key folder: restore signing/heads.sqlite from your newest backup of the keys.`,
    )
  }

  /** Takes the right to sign from earlier generations, and private keys whose time is over out of the file. */
  #retire(generation: number): SigningFile {
    const now = this.#folder.now()
    const file = this.keys()!
    const spent = file.generations.some(one =>
      one.keys.some(
        ({ privateKey, until }) =>
          privateKey !== undefined &&
          (one.generation < generation || (until !== undefined && Date.parse(until) <= now)),
      ),
    )
    if (!spent) return file
    return this.#folder.change(this.name, before => ({
      ...before,
      generations: before.generations.map(one =>
        one.generation >= generation
          ? one
          : {
              ...one,
              keys: one.keys.map(key => ({ ...key, until: key.until ?? new Date(now).toISOString() })),
            },
      ),
    }))
  }

  #note(generation: SigningGeneration, { size, root }: SignedHead): string {
    const { origin } = generation
    const text = encodeCheckpoint({ origin, size, root, extensions: [] })
    const keys = signingAt(generation, this.#folder.now())
    if (keys.length === 0) throw signingKeyMissing(this.name)
    return encodeNote({ text, signatures: keys.map(key => signatureOf(origin, key, text)) })
  }
}

/** Throws `log_went_back` and `log_diverged` where `to` does not begin with `from`, which the proof shows. */
export function requireForward(from: SignedHead, to: SignedHead, proof: readonly Uint8Array[]): void {
  if (to.size < from.size) {
    throw new LogError(
      'log_went_back',
      `This log was signed with ${from.size} entries and the database has ${to.size}: an older state was put in place. Put the newer database back, or continue the log with "daybook log continue".`,
    )
  }
  // Nothing was signed yet: every log begins with the empty one.
  if (from.size === 0) return
  const proved = verifyConsistency(
    { oldSize: from.size, newSize: to.size, oldRoot: from.root, hashes: proof },
    to.root,
    sha256,
  )
  if (!proved) {
    throw new LogError(
      'log_diverged',
      `The first ${from.size} entries of this log are not those that were signed: the database was changed. Nothing more is signed; run "daybook check-log", or continue the log with "daybook log continue".`,
    )
  }
}

function signatureOf(origin: string, record: SigningKeyRecord, text: string): NoteSignature {
  const { name, keyId } = verifierOf(origin, record)
  const key = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', d: record.privateKey!, x: record.publicKey },
    format: 'jwk',
  })
  return { name, keyId, signature: signBytes(null, Buffer.from(text, 'utf8'), key) }
}
