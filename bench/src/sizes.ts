/** How much is measured. A quick run says whether everything works and roughly where it stands; targets are for the full one. */
export interface Sizes {
  readonly name: 'full' | 'quick'
  /** Times that each figure is taken; the median counts. */
  readonly rounds: number
  /** Milliseconds of one turn of an append. */
  readonly turn: number
  /** Milliseconds of one try of a pool size. */
  readonly poolTry: number
  readonly callers: readonly number[]
  /** Entries of the read workspaces, smallest first. */
  readonly workspaces: readonly number[]
  /** Calls of each read figure in each workspace. */
  readonly calls: number
  /** Rows of the imported file at most. */
  readonly importRows: number
  /** Milliseconds of one turn of the live figures, and how many listeners. */
  readonly liveTurn: number
  readonly listeners: readonly number[]
}

const FULL: Sizes = {
  name: 'full',
  rounds: 3,
  turn: 4000,
  poolTry: 1500,
  callers: [1, 16, 64, 256],
  workspaces: [100_000, 1_000_000],
  calls: 2001,
  importRows: Number.POSITIVE_INFINITY,
  liveTurn: 12_000,
  listeners: [1, 500],
}

const QUICK: Sizes = {
  ...FULL,
  name: 'quick',
  turn: 800,
  poolTry: 400,
  workspaces: [10_000, 100_000],
  calls: 150,
  importRows: 4000,
  liveTurn: 2500,
}

/** `large` adds a workspace of 10^7 entries; seeding it takes about half an hour and 20 GB. */
export const sizesOf = ({ quick, large }: { quick: boolean; large: boolean }): Sizes => {
  const sizes = quick ? QUICK : FULL
  return large ? { ...sizes, workspaces: [...sizes.workspaces, 10_000_000] } : sizes
}
