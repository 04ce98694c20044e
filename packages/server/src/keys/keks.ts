/**
 * The one place of key-encryption keys (KEKs): 32 random bytes each, under which a workspace's client keys are wrapped.
 * They are numbered 1, 2, 3 … and a number is never used again. Which of them is in force is the database's word;
 * here they are made, read and destroyed. Nothing else sees their files.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { formatId, parseId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import { jsonOrUndefined } from './json-or-undefined.ts'
import { GUARDS, guardNamed, guardsWith, type KekGuards, type KekName } from './kek-guard.ts'
import { destroyFile, finishDestroying, namesIn, readIfThere, writeOnce } from './private-file.ts'
import { KEY_BYTES } from './seal.ts'

const KekFile = z.strictObject({
  version: z.literal(1),
  /** Who gave `key` its form, and can turn it back. */
  guard: z.enum(GUARDS),
  /** base64 */
  key: z.base64().min(1),
})

/** Such a file's name. */
const FILE = /^(ws_[0-9a-z]+)\.(\d+)\.json$/

/** A KEK that another process destroyed is gone from memory after so long, in ms, even where nobody asks for it. */
const SWEEP_EVERY = 30_000

export class Keks {
  readonly #folder: string
  readonly #guards: KekGuards
  readonly #opened = new Map<string, Promise<Buffer | undefined>>()
  readonly #sweep: NodeJS.Timeout

  /** `folder` is made where there is none. */
  constructor(folder: string, guards: KekGuards = guardsWith()) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#folder = folder
    this.#guards = guards
    this.#sweep = setInterval(() => {
      for (const path of this.#opened.keys()) if (!existsSync(path)) this.#opened.delete(path)
    }, SWEEP_EVERY).unref()
  }

  /** The numbers of the KEKs that exist, ascending. */
  numbers(workspaceId: number): number[] {
    return this.all().get(workspaceId) ?? []
  }

  /** The numbers of the KEKs that exist, of every workspace. */
  all(): Map<number, number[]> {
    const all = new Map<number, number[]>()
    for (const name of namesIn(this.#folder)) {
      const [, text, number] = FILE.exec(name) ?? []
      const workspaceId = parseId('ws', text ?? '')
      if (workspaceId === undefined) continue
      all.set(
        workspaceId,
        [...(all.get(workspaceId) ?? []), Number(number)].sort((a, b) => a - b),
      )
    }
    return all
  }

  exists(workspaceId: number, number: number): boolean {
    return existsSync(this.#pathOf(workspaceId, number))
  }

  /**
   * A KEK; undefined where it does not exist, or not any more. Throws `keys_unavailable` where its guard cannot be
   * reached.
   */
  async of(workspaceId: number, number: number): Promise<Buffer | undefined> {
    const path = this.#pathOf(workspaceId, number)
    if (!existsSync(path)) {
      this.#opened.delete(path)
      return undefined
    }
    let opening = this.#opened.get(path)
    if (opening === undefined) {
      this.#opened.set(path, (opening = this.#open(path, nameOf(workspaceId, number))))
      opening.catch(() => this.#opened.delete(path))
    }
    return opening
  }

  /** Makes a KEK, durably, unless there is one of this number. */
  async create(workspaceId: number, number: number): Promise<void> {
    const path = this.#pathOf(workspaceId, number)
    if (existsSync(path)) return
    const { writer } = this.#guards
    const closed = await writer.close(randomBytes(KEY_BYTES), nameOf(workspaceId, number))
    const file = { version: 1, guard: writer.name, key: closed.toString('base64') } as const
    writeOnce(path, `${JSON.stringify(file satisfies z.infer<typeof KekFile>)}\n`)
  }

  /** Destroys a KEK: what is wrapped under it is noise from then on. */
  destroy(workspaceId: number, number: number): void {
    const path = this.#pathOf(workspaceId, number)
    destroyFile(path)
    this.#opened.delete(path)
  }

  /** Ends what killed processes had begun to destroy. */
  finishDestroying(): void {
    finishDestroying(this.#folder)
  }

  /** What to say where a KEK that the database names does not exist. */
  missing(workspaceId: number, number: number): LogError {
    const name = formatId('ws', workspaceId)
    const newer = this.numbers(workspaceId).some(other => other > number)
    return new LogError(
      'keys_missing',
      newer
        ? `The database is older than the keys of ${name}: run \`daybook keys restore --workspace ${name}\`.`
        : `Key ${number} of ${name} is not in the key folder: restore it from your backup of the key folder.`,
    )
  }

  /** Lets the KEKs go from memory. */
  close(): void {
    clearInterval(this.#sweep)
    this.#opened.clear()
  }

  #pathOf(workspaceId: number, number: number): string {
    return join(this.#folder, `${formatId('ws', workspaceId)}.${number}.json`)
  }

  async #open(path: string, name: KekName): Promise<Buffer | undefined> {
    const text = readIfThere(path)
    if (text === undefined) return undefined
    const file = KekFile.safeParse(jsonOrUndefined(text))
    if (!file.success) throw unreadable(name, 'is damaged')
    const closed = Buffer.from(file.data.key, 'base64')
    let failure: unknown
    // Several secrets may be configured while one is changed for another.
    for (const guard of guardNamed(this.#guards, file.data.guard)) {
      try {
        const kek = await guard.open(closed, name)
        if (kek.length === KEY_BYTES) return kek
        failure = unreadable(name, 'does not hold a key')
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }
}

const nameOf = (workspaceId: number, number: number): KekName => ({
  workspace: formatId('ws', workspaceId),
  number,
})

const unreadable = ({ workspace, number }: KekName, how: string): LogError =>
  new LogError(
    'keys_missing',
    `The file of key ${number} of ${workspace} ${how}: restore it from your backup of the key folder.`,
  )
