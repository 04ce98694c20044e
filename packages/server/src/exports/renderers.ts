/** Makes renderers: threads for what takes long, the caller's own thread for a few entries. */
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Reading } from '../store/read/open-rows.ts'
import { renderEntries, selectEntries } from './render-entries.ts'
import type { OnShare, Rendered, Renderer, Rendering } from './rendering.ts'
import type { FromWorker, KeyNeed, ToWorker } from './worker-messages.ts'

/** More would only wait for the database. */
const MOST_THREADS = Math.max(1, Math.min(2, availableParallelism()))
/**
 * Megabytes of each thread's heap; young enough for the entries of a piece to be gone before they grow old. A process
 * that is started with `--max-semi-space-size` gives that to its threads in spite of this, and an entry then takes twice the time.
 */
const HEAP = { maxOldGenerationSizeMb: 40, maxYoungGenerationSizeMb: 12 }
/** The pages of a PDF are kept until the last is drawn. */
const PDF_HEAP = { ...HEAP, maxOldGenerationSizeMb: 448 }

// The same module is TypeScript in the workspace and JavaScript where it was published.
const SCRIPT = new URL(`render-worker${import.meta.url.slice(-3)}`, import.meta.url)

/** Threads at work in this process, of all exports. */
let working = 0

/** Renders in this thread, which does nothing else meanwhile: for some hundred entries at most. */
export const renderHere = (reading: Reading, rendering: Rendering): Renderer => ({
  render: (seqs, onShare) => renderEntries(reading, rendering, seqs, onShare),
  select: seqs => selectEntries(reading, rendering, seqs),
  close: async () => {},
})

/** Above this share of its time the server's own thread has much to do. */
const BUSY = 0.5

/**
 * Renders in threads: one, and a second where the machine has two cores, nothing else is exported and the server's own
 * thread has little to do. While that thread has much to do, one renders half of the time and rests the other half. The
 * first piece is rendered here, while the first thread starts. Keys come from `reading`. A thread that ends by itself
 * fails what it was asked for.
 * @param appUrl a connection of the app role
 */
export function renderInThreads(reading: Reading, rendering: Rendering, appUrl: string): Renderer {
  const most = Math.max(1, MOST_THREADS - working)
  const threads: Thread[] = []
  const start = (): Thread => {
    working++
    const thread = startThread(reading, rendering, appUrl)
    threads.push(thread)
    return thread
  }
  const isBusy = busyness()
  const inTurn = restfully()
  /** The one with the least to do. */
  const idlest = (): Thread => {
    const first = threads[0] ?? start()
    if (first.waiting === 0) return first
    if (threads.length < most) start()
    return threads.reduce((one, other) => (other.waiting < one.waiting ? other : one))
  }
  const call = <T>(what: 'render' | 'select', seqs: readonly number[], onShare?: OnShare): Promise<T> =>
    isBusy()
      ? inTurn(() => (threads[0] ?? start()).call<T>(what, seqs, onShare))
      : idlest().call<T>(what, seqs, onShare)
  let isFirst = rendering.format !== 'pdf'
  return {
    render(seqs, onShare) {
      if (!isFirst) return call<Rendered>('render', seqs, onShare)
      isFirst = false
      return renderEntries(reading, rendering, seqs)
    },
    select: seqs => call<readonly number[]>('select', seqs),
    async close() {
      working -= threads.length
      await Promise.all(threads.map(thread => thread.close()))
    },
  }
}

/** Milliseconds to look at before they say anything: between two calls in one breath a thread is always at work. */
const LOOK = 50

/**
 * Whether this thread has much to do of late, by the time that it had a processor. By the clock it would look busy, and
 * the export rest, whenever something else on the machine keeps it waiting.
 */
function busyness(): () => boolean {
  let before = process.threadCpuUsage()
  let since = performance.now()
  let busy = false
  return () => {
    const passed = performance.now() - since
    if (passed < LOOK) return busy
    const { user, system } = process.threadCpuUsage(before)
    busy = (user + system) / 1000 > passed * BUSY
    before = process.threadCpuUsage()
    since = performance.now()
    return busy
  }
}

/** One piece of work after another, and after each a rest as long as it took. */
function restfully(): <T>(work: () => Promise<T>) => Promise<T> {
  let rested: Promise<unknown> = Promise.resolve()
  return work => {
    const done = rested.then(async () => {
      const begun = performance.now()
      try {
        return await work()
      } finally {
        await sleep(performance.now() - begun)
      }
    })
    rested = done.catch(() => {})
    return done
  }
}

interface Thread {
  /** Calls that are not answered yet. */
  readonly waiting: number
  call<T>(what: 'render' | 'select', seqs: readonly number[], onShare?: OnShare): Promise<T>
  close(): Promise<void>
}

/** Milliseconds after which a thread that does not end is ended. */
const PATIENCE = 2000

function startThread(reading: Reading, rendering: Rendering, appUrl: string): Thread {
  const worker = new Worker(SCRIPT, {
    workerData: { appUrl, rendering },
    resourceLimits: rendering.format === 'pdf' ? PDF_HEAP : HEAP,
  })
  const open = new Map<number, PromiseWithResolvers<never> & { readonly onShare?: OnShare }>()
  const ended = Promise.withResolvers<void>()
  let ids = 0
  let lost: Error | undefined
  const fail = (error: Error): void => {
    lost ??= error
    for (const { reject } of open.values()) reject(lost)
    open.clear()
  }
  worker.on('message', (message: FromWorker) => {
    if (message.what === 'needs') return void answerKeys(reading, rendering.workspace.id, worker, message)
    const call = open.get(message.id)
    if (message.what === 'share') return call?.onShare?.(message.share)
    open.delete(message.id)
    if (message.what === 'failed') call?.reject(message.error)
    else call?.resolve(message.answer as never)
  })
  worker.on('error', fail)
  worker.on('exit', code => {
    fail(new Error(`the thread of an export ended with ${code}`))
    ended.resolve()
  })
  return {
    get waiting() {
      return open.size
    },
    call(what, seqs, onShare) {
      if (lost !== undefined) return Promise.reject(lost)
      const call = Promise.withResolvers<never>()
      open.set(++ids, { ...call, onShare })
      worker.postMessage({ what, id: ids, seqs } satisfies ToWorker)
      return call.promise
    },
    async close() {
      worker.postMessage({ what: 'end' } satisfies ToWorker)
      const timer = setTimeout(() => void worker.terminate(), PATIENCE)
      await ended.promise
      clearTimeout(timer)
    },
  }
}

async function answerKeys(
  reading: Reading,
  workspaceId: number,
  worker: Worker,
  { id, needs }: { readonly id: number; readonly needs: readonly KeyNeed[] },
): Promise<void> {
  let answer: ToWorker
  try {
    const keys = await reading.clientKeys.loadKinds(workspaceId, needs)
    answer = { what: 'keys', id, keys: needs.map(([client, kind]) => keys.personal(client, kind)) }
  } catch (error) {
    answer = { what: 'failed', id, error }
  }
  worker.postMessage(answer)
}
