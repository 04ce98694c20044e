/**
 * Why Daybook could not start, or a command could not run, as one line for whoever started it: what was wrong,
 * where, and what to do. Printed without a stack, and the process exits with 1.
 */
export class StartError extends Error {
  override readonly name = 'StartError'

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** The short reason inside any error: for one-line messages. */
export function reasonOf(error: unknown): string {
  // A refused connection to a name with several addresses arrives as an AggregateError with an empty message.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message.split('\n')[0]! : String(error)
}
