/** The other side of `startChild`: answers the parent's calls, one at a time, until the parent lets go. */
import type { Answer } from '../child.ts'

type Method = (params: never) => unknown

interface Call {
  readonly id: number
  readonly method: string
  readonly params: never
}

/** `close` runs when the parent has let go. */
export function answerCalls(
  methods: Readonly<Record<string, Method>>,
  close: () => unknown = () => {},
): void {
  process.on('message', (call: Call) => void answerOne(methods, call))
  // Ctrl-C reaches the whole group of processes; the parent decides in which order they end.
  process.on('SIGINT', () => {})
  process.once('disconnect', () => {
    void Promise.resolve(close()).finally(() => process.exit(0))
  })
}

async function answerOne(
  methods: Readonly<Record<string, Method>>,
  { id, method, params }: Call,
): Promise<void> {
  try {
    const run = methods[method]
    if (run === undefined) throw new Error(`there is no method ${method}`)
    tell({ id, value: await run(params) })
  } catch (error) {
    tell({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

export const reportProgress = (progress: string): void => tell({ progress })

function tell(answer: Answer): void {
  if (process.connected) process.send!(answer)
}

/** Megabytes of this process, now and at most since it began. */
export const memoryOfProcess = (): { now: number; peak: number } => ({
  now: process.memoryUsage.rss() / 1e6,
  peak: (process.resourceUsage().maxRSS * 1024) / 1e6,
})
