import type { Config } from './config.ts'
import type { OpenApplication, RunningServer } from './serve.ts'
import { startServer } from './serve.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/**
 * Serves until SIGTERM, SIGINT or SIGHUP and drains then; a second signal, a second or more later, ends it at once.
 * @param announce is told once the server answers
 * @returns the exit code: 0 after a clean stop, 1 when the database was lost
 * @throws StartError when it cannot start
 */
export async function runUntilStopped(
  config: Config,
  open: OpenApplication,
  announce: (server: RunningServer) => void,
): Promise<number> {
  const stop = new AbortController()
  let firstAt = 0
  function onSignal(): void {
    if (firstAt === 0) {
      firstAt = performance.now()
      stop.abort()
      // npm passes on a Ctrl-C that the terminal has sent us already: that is one wish, not two.
    } else if (performance.now() - firstAt > 1000) {
      process.exit(130)
    }
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  // npm passes SIGTERM on to the shell between us, which ends without telling us.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (config.underNpm && process.ppid !== parent && !stop.signal.aborted) stop.abort()
  }, 200).unref()
  try {
    const server = await startServer(config, open, stop.signal)
    announce(server)
    const signalled = Promise.withResolvers<undefined>()
    stop.signal.addEventListener('abort', () => signalled.resolve(undefined))
    if (stop.signal.aborted) signalled.resolve(undefined)
    const lost = await Promise.race([signalled.promise, server.lost])
    if (lost !== undefined) console.error(`Daybook stops: its database was lost. ${lost.message}`)
    await server.stop()
    return lost === undefined ? 0 : 1
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) return 0
    throw error
  } finally {
    clearInterval(watch)
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}
