/** An answer that tells how far it is while it is made: JSON lines, `{"done", "total"}`, and the result as the last. */
import { toLogError, toProblem } from './problem.ts'

type Run = (progress: (done: number, total: number) => void, signal: AbortSignal) => Promise<unknown>

/** What is refused before anything was done is an answer of its own: thrown. Whoever goes away ends the work. */
export async function progressAnswer(run: Run, requestId: string): Promise<Response> {
  const gone = new AbortController()
  const begun = Promise.withResolvers<void>()
  const lines: unknown[] = []
  let wake = (): void => {}
  const tell = (line: unknown): void => {
    lines.push(line)
    begun.resolve()
    wake()
  }
  let over = false
  const work = run((done, total) => tell({ done, total }), gone.signal)
  await Promise.race([begun.promise, work])
  const ended = work
    .catch(async (error: unknown) => {
      const problem = toProblem(toLogError(error), requestId)
      return { problem: await problem.json() }
    })
    .then(last => {
      over = true
      tell(last)
    })
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (lines.length === 0 && !over) await new Promise<void>(resolve => (wake = resolve))
      for (const line of lines.splice(0)) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      if (over) controller.close()
    },
    async cancel() {
      gone.abort()
      await ended
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  })
}
