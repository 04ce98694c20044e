import { ConnectionError, LogError } from '@daybook/client/read'

/** Why something was not done, in a sentence. */
export function sayRefusal(error: unknown): string {
  if (error instanceof ConnectionError) return 'The server does not answer. Try again in a moment.'
  return error instanceof LogError ? error.message : 'That did not work. Try again.'
}
