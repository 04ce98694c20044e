import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import type { Place } from './clinic.ts'
import type { Practice, RunningPractice } from './start-practice.ts'

/** What the browser tests of one run share. */
export interface Shared {
  readonly practice: Practice
  /** Where the one Chromium is spoken to. */
  readonly browser: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Answers `Shared` as JSON, and `Place` of a new workspace beneath `workspace`; server and browser start when it is
     * first asked.
     */
    browserDoor: string
  }
}

/** Offers one server and one Chromium to all browser tests of a run; they start when a test asks, and end with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: ReturnType<typeof start> | undefined
  const answer = async (path: string | undefined): Promise<Shared | Place> => {
    started ??= start()
    const { shared, makeWorkspace } = await started
    return path === '/workspace' ? makeWorkspace() : shared
  }
  const door = createServer((request, response) => {
    answer(request.url).then(
      found => response.end(JSON.stringify(found)),
      (error: unknown) => response.end(JSON.stringify({ error: String(error) })),
    )
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  door.listen(0, '127.0.0.1', resolve)
  await promise
  project.provide('browserDoor', `http://127.0.0.1:${(door.address() as { port: number }).port}/`)
  return async () => {
    door.close()
    door.closeAllConnections()
    const running = await started?.catch(() => undefined)
    await running?.stop()
  }
}

interface Started {
  readonly shared: Shared
  readonly makeWorkspace: RunningPractice['makeWorkspace']
  stop(): Promise<void>
}

async function start(): Promise<Started> {
  const [{ startPractice }, { openChromium }] = await Promise.all([
    import('./start-practice.ts'),
    import('./open-chromium.ts'),
  ])
  const [running, chromium] = await Promise.allSettled([startPractice({ forTests: true }), openChromium()])
  const stop = async () => {
    if (chromium.status === 'fulfilled') await chromium.value.close()
    if (running.status === 'fulfilled') await running.value.stop()
  }
  if (running.status === 'rejected' || chromium.status === 'rejected') {
    await stop()
    throw running.status === 'rejected' ? running.reason : (chromium as PromiseRejectedResult).reason
  }
  const { practice, makeWorkspace } = running.value
  return { shared: { practice, browser: chromium.value.wsEndpoint() }, makeWorkspace, stop }
}
