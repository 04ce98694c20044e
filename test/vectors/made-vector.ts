import type { Vector } from '@daybook/protocol'

/** One file of `vectors/`. The name of an invalid one begins with the code that it must give. */
export interface MadeVector {
  readonly path: string
  readonly vector: Vector
  /** What it was made from, for those who write an encoder. */
  readonly about?: unknown
}
