/**
 * The folder `signing` in the key folder: a file of keys for each log, and how far each was signed. Files are read anew
 * each time, since another process (`daybook keys rotate --signing`) may have written them; all writes are made alone.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LogError } from '@daybook/protocol'
import { sha256 } from '../../hashes.ts'
import { formatId } from '../../ids.ts'
import { randomId } from '../../random.ts'
import { writePrivateFile } from '../../write-private-file.ts'
import { PATIENCE, SignedHeads } from './signed-heads.ts'
import {
  readSigningFile,
  type SigningFile,
  type SigningGeneration,
  type SigningKeyRecord,
  writeSigningFile,
} from './signing-file.ts'

/** What a log is of: a workspace's entries, or the checkpoints of all workspaces. */
export type LogKind = 'w' | 'anchors'

export interface SigningFolderOptions {
  /** UTC ms. */
  now(): number
  /** Where people reach this server: its host begins every origin made here. */
  readonly publicUrl?: string | undefined
}

export class SigningFolder {
  readonly heads: SignedHeads
  readonly now: () => number
  readonly #folder: string
  readonly #publicUrl: string | undefined

  constructor(keysDir: string, options: SigningFolderOptions) {
    this.#folder = join(keysDir, 'signing')
    this.#publicUrl = options.publicUrl
    this.now = options.now
    this.heads = new SignedHeads(join(this.#folder, 'heads.sqlite'))
  }

  /** The keys of a log; undefined where it was never signed. `name` is `ws_…` or `anchors`. */
  read(name: string): SigningFile | undefined {
    return readSigningFile(this.#pathOf(name))
  }

  /** Makes the keys of a log; answers those that are there already. `log` is the number of its rows, as an id. */
  create(name: string, log: string, kind: LogKind): SigningFile {
    return this.#alone(() => {
      const present = this.read(name)
      if (present !== undefined) return present
      const random = formatId('ws', randomId()).slice(3)
      const generation = this.#newGeneration(`${this.#host()}/${kind}/${random}`, 0)
      const file: SigningFile = { version: 1, log, generations: [generation] }
      writeSigningFile(this.#pathOf(name), file)
      return file
    })
  }

  /** Changes the file of a log, while nobody else does. Throws `signing_key_missing` where there is none. */
  change(name: string, change: (file: SigningFile) => SigningFile): SigningFile {
    return this.#alone(() => {
      const file = this.read(name)
      if (file === undefined) throw signingKeyMissing(name)
      const changed = withoutSpentKeys(change(file), this.now())
      writeSigningFile(this.#pathOf(name), changed)
      return changed
    })
  }

  /** A generation behind those of a file, with an origin and a key of its own. Only within `change`. */
  nextGeneration(file: SigningFile, least: number): SigningGeneration {
    const newest = file.generations.at(-1)!
    const base = newest.origin.slice(0, newest.origin.lastIndexOf('/'))
    return this.#newGeneration(base, Math.max(least, newest.generation + 1))
  }

  close(): void {
    this.heads.close()
  }

  #newGeneration(base: string, generation: number): SigningGeneration {
    const origin = `${base}/${generation}`
    const record = newKey(this.now())
    this.heads.begin(origin, sha256())
    return { generation, origin, keys: [{ ...record, from: record.madeAt }] }
  }

  /** The host of the public address; without one a name of this installation, made once. */
  #host(): string {
    if (this.#publicUrl !== undefined) return new URL(this.#publicUrl).host
    const path = join(this.#folder, 'host')
    try {
      return readFileSync(path, 'utf8').trim()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    const host = `daybook-${formatId('ws', randomId()).slice(3)}`
    writePrivateFile(path, `${host}\n`)
    return host
  }

  /** Runs `work` while no other process does: the system takes the lock back from one that dies. */
  #alone<T>(work: () => T): T {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const lock = new DatabaseSync(join(this.#folder, 'lock'), { timeout: PATIENCE })
    try {
      lock.exec('pragma journal_mode = memory; begin exclusive')
      return work()
    } finally {
      lock.close()
    }
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${name}.json`)
  }
}

/** A new key that does not sign yet. */
export function newKey(now: number): SigningKeyRecord {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { x, d } = privateKey.export({ format: 'jwk' })
  return { publicKey: x!, privateKey: d!, madeAt: new Date(now).toISOString() }
}

export const signingKeyMissing = (name: string): LogError =>
  new LogError(
    'signing_key_missing',
    `The signing keys of ${name} are not in the key folder: restore signing/${name}.json from your backup of the keys.`,
  )

/** A private key whose time is over could only do harm. */
const withoutSpentKeys = (file: SigningFile, now: number): SigningFile => ({
  ...file,
  generations: file.generations.map(generation => ({
    ...generation,
    keys: generation.keys.map(({ privateKey, ...key }) =>
      key.until !== undefined && Date.parse(key.until) <= now ? key : { ...key, privateKey },
    ),
  })),
})
