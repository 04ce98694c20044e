/** One writer: sends singles, batches, repeats, conflicts and races to whichever server is up, and keeps the book. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Draft } from '@daybook/protocol'
import type { Book, Sent } from './book.ts'
import type { Dice } from './dice.ts'
import type { DraftMaker } from './draft-maker.ts'

export interface Writing {
  readonly book: Book
  readonly drafts: DraftMaker
  /** The API key of the workspace. */
  readonly key: string
  readonly dice: Dice
  /** Where servers answer at this moment. */
  addresses(): readonly string[]
  /** Names this writer in the idempotency keys it makes. */
  readonly name: string
}

const REQUEST_SECONDS = 30
/** After so long without an answer a writer gives up, and the round fails. */
const PATIENCE_SECONDS = 120
/** A share of what is in doubt stays so: nobody asks again. */
const ABANDONED = 0.1

export class Writer {
  readonly #given: Writing
  #keys = 0

  constructor(given: Writing) {
    this.#given = given
  }

  /** Writes until told to stop, at most `most` requests; resolves once each of its requests is settled or given up. */
  async write(stopped: () => boolean, most: number): Promise<number> {
    const { dice } = this.#given
    let requests = 0
    while (!stopped() && requests < most) {
      await this.#act(stopped)
      requests++
      await sleep(dice.below(30))
    }
    return requests
  }

  #act(stopped: () => boolean): Promise<unknown> {
    const { dice, book } = this.#given
    const old = book.repeatable.length === 0 ? undefined : dice.pick(book.repeatable)
    const act = dice.below(100)
    if (act < 30) return this.#deliver([this.#keyed()], stopped)
    if (act < 42) return this.#deliver([this.#unkeyed()], stopped)
    if (act < 60) return this.#deliver(this.#batch(2 + dice.below(20), old), stopped)
    if (act < 62) return this.#deliver(this.#batch(200 + dice.below(150), old), stopped)
    if (act < 68) return this.#deliver(this.#batch(2 + dice.below(8), undefined, true), stopped)
    if (act < 74) return this.#race()
    if (act < 80) return this.#rivals(stopped)
    if (old === undefined) return this.#deliver([this.#keyed()], stopped)
    if (act < 90) return this.#deliver([old], stopped)
    if (act < 96) return this.#deliver([this.#keyed(old.draft.key)], stopped)
    return this.#deliver([this.#keyed(), this.#keyed(old.draft.key), this.#keyed()], stopped)
  }

  #keyed(key = `${this.#given.name}-${++this.#keys}`): Sent {
    return this.#given.book.add(this.#given.drafts.make(key))
  }

  #unkeyed(): Sent {
    return this.#given.book.add(this.#given.drafts.make())
  }

  #batch(count: number, old?: Sent, withoutKeys = false): Sent[] {
    const sents = Array.from({ length: count }, () => (withoutKeys ? this.#unkeyed() : this.#keyed()))
    this.#given.book.batches.push([...sents])
    if (old !== undefined && this.#given.dice.chance(0.5)) sents.splice(this.#given.dice.below(count), 0, old)
    return sents
  }

  /** The same draft to both servers at once: written once, and both are told the same. */
  async #race(): Promise<void> {
    const sents = [this.#keyed()]
    await Promise.all(this.#given.addresses().map(address => this.#send(address, sents)))
    await this.#deliver(sents, () => false)
  }

  /** Two contents for one key at once: one is written, the other refused. */
  async #rivals(stopped: () => boolean): Promise<void> {
    const one = this.#keyed()
    const other = this.#keyed(one.draft.key)
    await Promise.all([this.#deliver([one], stopped), this.#deliver([other], stopped)])
  }

  /** Sends until a server has said what became of it; without keys only once, since a repeat would be a new entry. */
  async #deliver(sents: readonly Sent[], stopped: () => boolean): Promise<void> {
    const { dice, book } = this.#given
    const repeatable = sents.every(sent => sent.draft.key !== undefined)
    const end = performance.now() + PATIENCE_SECONDS * 1000
    for (;;) {
      const addresses = this.#given.addresses()
      if (addresses.length > 0) {
        if (await this.#send(dice.pick(addresses), sents)) return
        if (!repeatable || dice.chance(ABANDONED)) return
      } else if (stopped()) return
      if (performance.now() > end) {
        book.wrong.push(`no server answered for ${PATIENCE_SECONDS} s`)
        return
      }
      await sleep(20 + dice.below(150))
    }
  }

  async #send(address: string, sents: readonly Sent[]): Promise<boolean> {
    const body: Draft | { entries: Draft[] } =
      sents.length === 1 ? sents[0]!.draft : { entries: sents.map(sent => sent.draft) }
    let answer: { status: number; body: unknown } | undefined
    try {
      const response = await fetch(`${address}/v1/entries`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#given.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
      })
      answer = { status: response.status, body: await response.json() }
    } catch {
      // The server was killed, or the answer was cut off half-way.
    }
    return this.#given.book.settle(sents, answer)
  }
}
