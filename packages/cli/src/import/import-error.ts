/** What stops an import before or during its run; for the person at the command line. */

/** One mistake in a mapping. */
export interface MappingProblem {
  /** JSON Pointer (RFC 6901) of the value at fault. */
  readonly path: string
  /** What is wrong and what to do. */
  readonly message: string
}

/** The import cannot run: the file or the mapping is at fault, nothing that a single row could mend. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  /** The mistakes of a mapping, in the order of its text. */
  readonly problems: readonly MappingProblem[]

  constructor(message: string, problems: readonly MappingProblem[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.problems = problems
  }
}

/** One row cannot become entries; it goes to the rejects. */
export class RowError extends Error {
  override readonly name = 'RowError'
}
