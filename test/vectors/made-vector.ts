import type { Vector } from '@daybook/protocol'

/** One file of `vectors/`. The name of an invalid one begins with the code that it must give. */
export interface MadeVector {
  readonly path: string
  readonly vector: Vector
  /** What it was made from, for those who write an encoder. */
  readonly about?: unknown
}

export type Files = Readonly<Record<string, string | Uint8Array>>

/** The vector of a bundle or of a log. */
export const vectorOfFiles = (kind: 'bundle' | 'log', files: Files): Omit<MadeVector, 'path'> => ({
  vector: {
    kind,
    files: Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, Buffer.from(file as string).toString('base64')]),
    ),
  },
})
