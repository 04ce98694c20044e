/** A closed loop: so many callers, each sending its next call when the one before is answered. */
import { latencyOf, type Turn } from '../statistics.ts'

export interface Load {
  readonly callers: number
  /** Milliseconds. */
  readonly ms: number
}

let sent = 0

/** `call` gets a number that it has never had before. `entries` is what one call writes. */
export async function runLoad(
  { callers, ms }: Load,
  call: (n: number, caller: number) => Promise<unknown>,
  entries = 1,
): Promise<Turn> {
  const samples: number[] = []
  const begun = performance.now()
  const end = begun + ms
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let at = performance.now(); at < end; ) {
        await call(sent++, caller)
        const done = performance.now()
        samples.push(done - at)
        at = done
      }
    }),
  )
  return {
    entries: samples.length * entries,
    seconds: (performance.now() - begun) / 1000,
    latency: latencyOf(samples),
  }
}
