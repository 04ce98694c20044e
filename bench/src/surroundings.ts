import type { BenchPostgres } from './postgres.ts'
import type { Sizes } from './sizes.ts'

/** What every measurement gets. */
export interface Surroundings {
  readonly postgres: BenchPostgres
  readonly sizes: Sizes
  /** What is going on now, for whoever waits. */
  readonly report: (text: string) => void
}
