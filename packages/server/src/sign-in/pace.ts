import { setTimeout as wait } from 'node:timers/promises'

/** Longer than refusing anything takes while the server is not busy, in ms. */
const STEP = 250

/**
 * Waits for the next whole step since `started`, so that how long a refusal took does not tell why: for an address that
 * somebody has there is more to do than for one that nobody has.
 */
export async function keepPace(started: number, now: () => number): Promise<void> {
  const taken = Math.max(0, now() - started)
  await wait(STEP - (taken % STEP))
}
