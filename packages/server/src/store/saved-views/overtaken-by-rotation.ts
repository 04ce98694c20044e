const FOREIGN_KEY_VIOLATION = '23503'

/** True where a key was wrapped under a key-encryption key that is not in force any more: it is to be wrapped again. */
export const isOvertakenByRotation = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === FOREIGN_KEY_VIOLATION
