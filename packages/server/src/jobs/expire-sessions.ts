import type { Job } from './job.ts'

const EVERY_MS = 60_000

/**
 * Ends the sessions whose time is over, with their entries, also where nobody uses them any more.
 * @param sweep does it; signing in has stores of its own
 */
export const expireSessionsJob = (sweep: () => Promise<void>): Job => ({
  name: 'expire-sessions',
  scope: 'installation',
  every: EVERY_MS,
  run: () => sweep(),
})
