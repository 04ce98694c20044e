/** Writes `vectors/` anew: `node test/vectors/make-vectors.ts`. The same files each time. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkpointVectors } from './checkpoint-vectors.ts'
import { evidenceVectors } from './evidence-vectors.ts'
import { leafVectors } from './leaf-vectors.ts'
import { logVectors } from './log-vectors.ts'
import type { MadeVector } from './made-vector.ts'
import { proofVectors } from './proof-vectors.ts'

export const VECTORS = join(import.meta.dirname, '../../vectors')

export const madeVectors: readonly MadeVector[] = [
  ...leafVectors,
  ...proofVectors,
  ...checkpointVectors,
  ...evidenceVectors,
  ...logVectors,
]

export const textOf = ({ vector, about }: MadeVector): string =>
  `${JSON.stringify(about === undefined ? vector : { ...vector, about }, null, 2)}\n`

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const kind of ['leaf', 'proof', 'checkpoint', 'evidence', 'log'])
    rmSync(join(VECTORS, kind), { recursive: true, force: true })
  for (const made of madeVectors) {
    const path = join(VECTORS, made.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, textOf(made))
  }
  console.log(`${madeVectors.length} vectors`)
}
