/**
 * The head of a log as this process leaves it, ahead of the database by what is on its way there. While it is known, a
 * group is numbered on it and written in one round trip; the database refuses it where the head is another.
 */
import type { OpenTiles } from '@daybook/protocol'
import type { Head } from './write-group.ts'

export interface KnownHead extends Head {
  readonly open: OpenTiles
}

/** Groups that look first, at most, after the head was another's again and again. */
const MOST_CAUTION = 32

export class RunningHead {
  #head: KnownHead | undefined
  /** How many groups looked first after the last surprise, and how many still do. */
  #caution = 0
  #toLook = 0

  /** Undefined where a look at the stored head has to come first. */
  take(): KnownHead | undefined {
    if (this.#head === undefined) return undefined
    if (this.#toLook === 0) return this.#head
    this.#toLook--
    return undefined
  }

  moveTo(head: KnownHead): void {
    this.#head = head
  }

  /** What was sent on it was written. */
  confirm(): void {
    this.#caution = 0
  }

  /** Somebody else writes to the log too: the more often, the longer this one looks first. */
  surprise(): void {
    this.#head = undefined
    this.#caution = Math.min(MOST_CAUTION, this.#caution * 2 || 1)
    this.#toLook = this.#caution
  }
}
