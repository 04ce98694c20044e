/** The client keys that a group seals under: those it found, and those it made because it was the first to need them. */
import { KEY_BYTES } from '../../keys/seal.ts'
import { randomBytes } from '../../random.ts'
import { personalKind } from '../../entry/open-entry.ts'
import type { ClientKeys, KeyKind } from '../client-keys.ts'
import type { NewKey } from './group.ts'

export const keyName = (clientId: number, kind: KeyKind): string => `${clientId} ${kind}`

export class GroupKeys {
  readonly #clientKeys: ClientKeys
  readonly #workspaceId: number
  /** Made by groups that are on their way: theirs only as long as nothing of them fails. */
  readonly #pending: Map<string, Buffer>
  readonly #made = new Map<string, NewKey>()
  readonly #used = new Map<string, readonly [number, number]>()
  readonly #years = new Map<number, number>()

  constructor(clientKeys: ClientKeys, workspaceId: number, pending: Map<string, Buffer>) {
    this.#clientKeys = clientKeys
    this.#workspaceId = workspaceId
    this.#pending = pending
  }

  /** A client's key, made where this is the first need of it. */
  of(clientId: number, kind: KeyKind): Buffer {
    const name = keyName(clientId, kind)
    const known = this.#pending.get(name) ?? this.#clientKeys.get(this.#workspaceId, clientId, kind)
    if (known !== undefined) {
      if (!this.#made.has(name)) this.#used.set(name, [clientId, kind])
      return known
    }
    const key = randomBytes(KEY_BYTES)
    this.#pending.set(name, key)
    this.#made.set(name, { clientId, kind, key, ...this.#clientKeys.wrap(this.#workspaceId, key) })
    return key
  }

  /** The key of a client's personal parts of a year. */
  personal(clientId: number, year: number): Buffer {
    return this.of(clientId, personalKind(year, this.taken(year)))
  }

  /** How often retention has taken a year: what is written now is sealed under keys that no run has destroyed. */
  taken(year: number): number {
    const times = this.#clientKeys.taken(this.#workspaceId, year)
    this.#years.set(year, times)
    return times
  }

  get years(): (readonly [year: number, taken: number])[] {
    return [...this.#years]
  }

  get made(): NewKey[] {
    return [...this.#made.values()]
  }

  /** Keys that were there before: the commit checks that they still are. */
  get used(): (readonly [clientId: number, kind: number])[] {
    return [...this.#used.values()]
  }
}
