/** What every transform of a mapping is made of. */
import { step } from './pointer.ts'
import type { Compilation, Compiled } from './scope.ts'

/** Compiles a value of the mapping that stands at this JSON Pointer. */
export type Compile = (value: unknown, path: string, compilation: Compilation) => Compiled

/** A transform where it stands in a mapping. */
export interface TransformUse {
  readonly members: Readonly<Record<string, unknown>>
  /** The transform's own name, `$` included. */
  readonly name: string
  readonly path: string
  readonly compilation: Compilation
  readonly compile: Compile
}
export interface Transform {
  /** The names that may stand beside its own. */
  readonly options: readonly string[]
  readonly compile: (use: TransformUse) => Compiled
}

/** The value of one member of a transform, its own by default. */
export const member = (use: TransformUse, name = use.name): Compiled =>
  use.compile(use.members[name], step(use.path, name), use.compilation)

/** Notes a mistake at one member of a transform. */
export function refuse(use: TransformUse, name: string, message: string): Compiled {
  use.compilation.problems.push({ path: step(use.path, name), message })
  return () => undefined
}
