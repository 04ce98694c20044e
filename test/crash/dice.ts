/** Chance that can be repeated: the same seed gives the same choices (though not the same timing). */
export interface Dice {
  /** A whole number from 0 to `n` − 1. */
  below(n: number): number
  /** True in a share `p` of the cases. */
  chance(p: number): boolean
  pick<T>(list: readonly T[]): T
}

/** Mulberry32: 32 bits of state are plenty for choosing drafts and moments. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return { below, chance: p => next() < p, pick: list => list[below(list.length)]! }
}
