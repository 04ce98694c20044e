/** Many listeners of one stream, and when each heard of each entry. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, type ClientRequest, get } from 'node:http'
import { latencyOf } from '../statistics.ts'
import { answerCalls } from './answer.ts'
import type { Commit } from './server.ts'

interface Listening {
  readonly address: string
  readonly key: string
  readonly listeners: number
}

/** What the last arrivals may take. */
const WAIT_MS = 3000

let open: ClientRequest[] = []
let listeners = 0
/** Nanoseconds of the machine's monotonic clock, by seq. */
let arrivals = new Map<number, bigint[]>()
let arrived = 0

function listen({ address, key }: Listening, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = get(
    `${address}/v1/stream`,
    { agent, headers: { authorization: `Bearer ${key}` } },
    response => {
      if (response.statusCode !== 200) reject(new Error(`the stream answered ${response.statusCode}`))
      let rest = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        resolve()
        const at = process.hrtime.bigint()
        const events = (rest + text).split('\n\n')
        rest = events.pop()!
        for (const event of events) note(event, at)
      })
      response.on('error', () => {})
    },
  )
  request.on('error', reject)
  open.push(request)
  return promise
}

function note(event: string, at: bigint): void {
  const seq = /^id: (\d+)\nevent: entry/.exec(event)?.[1]
  if (seq === undefined) return
  arrived++
  const times = arrivals.get(Number(seq))
  if (times === undefined) arrivals.set(Number(seq), [at])
  else times.push(at)
}

answerCalls({
  async open(params: Listening) {
    const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
    open = []
    arrivals = new Map()
    arrived = 0
    listeners = params.listeners
    await Promise.all(Array.from({ length: listeners }, () => listen(params, agent)))
  },
  /** Waits for the last arrivals, and lets go of the streams. */
  async finish(commits: readonly Commit[]) {
    const end = performance.now() + WAIT_MS
    while (arrived < commits.length * listeners && performance.now() < end) await sleep(20)
    for (const request of open) request.destroy()
    const samples = commits.flatMap(([size, committed]) =>
      (arrivals.get(size) ?? []).map(at => Number(at - committed) / 1e6),
    )
    return {
      latency: latencyOf(samples),
      arrivals: samples.length,
      missed: commits.length * listeners - samples.length,
    }
  },
})
