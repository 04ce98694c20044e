/** Appends over HTTP: from many connections as fast as they go, or one after another at a steady pace. */
import { setTimeout as sleep } from 'node:timers/promises'
import { measuredDraft } from '../draft.ts'
import { answerCalls } from './answer.ts'
import { type HttpConnection, openConnection } from './http-connection.ts'
import { type Load, runLoad } from './load.ts'

interface Target {
  readonly address: string
  readonly key: string
}

let target: Target
const connections: HttpConnection[] = []
let pacing: { stop: boolean; done: Promise<number[]> } | undefined

async function connectionsOf(many: number): Promise<readonly HttpConnection[]> {
  while (connections.length < many) connections.push(await openConnection(target.address, target.key))
  return connections
}

function closeAll(): void {
  for (const connection of connections.splice(0)) connection.close()
}

async function append(connection: HttpConnection, body: string): Promise<void> {
  const { status, text } = await connection.post('/v1/entries', body)
  if (status !== 201) throw new Error(`the server answered ${status}: ${text.slice(0, 300)}`)
}

const bodyOf = (n: number, batch: number): string =>
  batch === 1
    ? JSON.stringify(measuredDraft('http', n))
    : JSON.stringify({
        entries: Array.from({ length: batch }, (_, i) => measuredDraft('http', n * batch + i)),
      })

let runs = 0

async function runPaced(pace: number, state: { stop: boolean }): Promise<number[]> {
  const [connection] = await connectionsOf(1)
  const run = `paced-${runs++}`
  const samples: number[] = []
  for (let n = 0; !state.stop; n++) {
    const at = performance.now()
    await append(connection!, JSON.stringify(measuredDraft(run, n)))
    samples.push(performance.now() - at)
    await sleep(pace)
  }
  return samples
}

answerCalls(
  {
    open(params: Target) {
      closeAll()
      target = params
    },
    async run({ callers, ms, batch }: Load & { batch: number }) {
      const open = await connectionsOf(callers)
      // Singles and batches draw their keys from ranges of their own.
      const from = batch === 1 ? 0 : 1e9
      return runLoad({ callers, ms }, (n, caller) => append(open[caller]!, bodyOf(from + n, batch)), batch)
    },
    /** Begins to append one entry after another, `pace` ms apart. */
    beginPaced(pace: number) {
      const state = { stop: false }
      pacing = Object.assign(state, { done: runPaced(pace, state) })
      pacing.done.catch(() => {})
    },
    /** Ends it, and answers the milliseconds of each append. */
    endPaced() {
      pacing!.stop = true
      return pacing!.done
    },
  },
  closeAll,
)
