/** What an object's entries say of it, told again in the order of the log, against its stored row. Pure. */
import { findAction } from '@daybook/catalogue'
import { LIMITS } from '@daybook/protocol'
import type { FieldMap } from '../entry/open-entry.ts'
import { servesEverybody } from '../entry/ownership.ts'
import { formatId } from '../ids.ts'
import { type MoneyToldAgain, NOTHING_TOLD, tellAgain } from '../store/accounts.ts'
import type { ReplayedEntry } from './replayed-entry.ts'
import { Mentions } from './mentions.ts'
import { ReplayedState } from './replayed-state.ts'

/** What other entries tell of the clients. */
export interface ToldOfClients {
  /** The entry that tells of a client's erasure. */
  erasedAt(clientId: number): number | undefined
  /** The entry since which nothing is left of a client as a person: anonymised, or erased. */
  firstGoneAt(clientId: number): number | undefined
  /** Into whom a client was merged when an entry came. */
  survivorsAt(clientId: number, seq: number): readonly number[]
}

export class ObjectReplay {
  readonly objectId: number
  readonly state = new ReplayedState()
  readonly mentions = new Mentions()
  type: string | undefined
  hostId: string | undefined
  name: string | undefined
  nameAt = -Infinity
  /** The clients it is of, in the order in which they came. */
  owners: readonly number[] = []
  /** Those of them who were erased. */
  readonly erasedOwners = new Set<number>()
  /** Times (UTC ms) of entries of which a part is gone. */
  readonly goneAt = new Set<number>()
  money: MoneyToldAgain = NOTHING_TOLD
  readonly #ref: string
  readonly #told: ToldOfClients

  constructor(objectId: number, told: ToldOfClients) {
    this.objectId = objectId
    this.#told = told
    this.#ref = formatId('ob', objectId)
  }

  add({ row, record, opened }: ReplayedEntry): void {
    const { seq, occurred_at: at } = row
    this.mentions.add(seq)
    const objects = JSON.parse(String(record.fields.get('objects'))) as [string, string][]
    const facts = opened.facts instanceof Map ? opened.facts : undefined
    const personal = opened.clients.find((part): part is FieldMap => part instanceof Map)
    if (opened.facts === 'gone' || (opened.clients.length > 0 && personal === undefined)) this.goneAt.add(at)
    for (const [place, [type, ref]] of objects.entries()) {
      if (ref !== this.#ref) continue
      this.type = type
      if (facts !== undefined) this.#addFacts(facts, place + 1, seq, at)
    }
    this.forgetErased(seq)
    if (this.#isOfNobodyAsPerson(seq)) this.state.lose()
    this.#own(record.clientIds, seq)
    if (objects[0]?.[1] !== this.#ref) return
    this.money = tellAgain(this.money, record.fields, opened.facts)
    const parts = [facts, personal].filter(part => part !== undefined)
    if (this.state.tell(parts, '1', at, record.fields.get('baseline') === true)) this.mentions.touch(seq)
    const action = String(record.fields.get('action'))
    const sets = findAction(action)?.sets
    const succeeded = (record.fields.get('outcome') ?? 'success') === 'success'
    if (sets !== undefined && succeeded && !action.startsWith('client.')) this.state.derive(sets, at)
  }

  /** True where its last client was erased: then its row is empty. */
  get wasEmptied(): boolean {
    return this.owners.length === 0 && this.erasedOwners.size > 0
  }

  /** An erased client owns nothing from then on, and those behind move up. */
  forgetErased(seq: number): void {
    const isErased = (id: number): boolean => (this.#told.erasedAt(id) ?? Infinity) <= seq
    if (!this.owners.some(isErased)) return
    for (const id of this.owners) if (isErased(id)) this.erasedOwners.add(id)
    this.owners = this.owners.filter(id => !isErased(id))
  }

  /** True where all its clients are gone as persons: the personal half of its state went with the last of them. */
  #isOfNobodyAsPerson(seq: number): boolean {
    return this.owners.length > 0 && this.owners.every(id => (this.#told.firstGoneAt(id) ?? Infinity) <= seq)
  }

  #addFacts(facts: FieldMap, n: number, seq: number, at: number): void {
    const hostId = facts.get(`object/${n}/id`)
    if (typeof hostId === 'string') this.hostId = hostId
    const name = facts.get(`object/${n}/name`)
    if (typeof name !== 'string' || name === this.name || at < this.nameAt) return
    this.name = name
    this.nameAt = at
    this.mentions.touch(seq, this.goneAt.size > 0)
  }

  /** Clients that an entry names together with an object own it from then on. */
  #own(clientIds: readonly number[], seq: number): void {
    if (this.type === undefined || servesEverybody(this.type) || this.owners.length >= LIMITS.parties) return
    // What belongs to somebody who is merged does not become the survivor's.
    const survivors = new Set(this.owners.flatMap(id => this.#told.survivorsAt(id, seq)))
    const more = clientIds.filter(id => !survivors.has(id))
    const owners = [...new Set([...this.owners, ...more])].slice(0, LIMITS.parties)
    if (owners.length > this.owners.length) this.mentions.touch(seq)
    this.owners = owners
  }
}
