/**
 * Gathers the appends of a few milliseconds into one request, in the order of the calls.
 * Each call stays all or nothing: when a request is refused for one call's drafts, the others are sent again.
 */
import type { Receipt } from '@daybook/protocol'
import type { Connection } from './connection.ts'
import type { Waiting } from './deliver.ts'
import { deliver } from './deliver.ts'
import type { Parcel } from './parcel.ts'
import { createRoom } from './room.ts'

export interface BatchOptions {
  /** Drafts of one request, at most 1,000. */
  readonly maxDrafts: number
  /** Bytes of one request, at most 8 MiB. */
  readonly maxBytes: number
  /** Milliseconds that the first draft waits for others. */
  readonly lingerMs: number
  /** Requests at a time. With 1, the log holds the entries in the order of the calls. */
  readonly inFlight: number
  /** Drafts that may wait, sent ones included, before `ready()` holds the caller back. */
  readonly queueDrafts: number
  /** Bytes that may wait, likewise. */
  readonly queueBytes: number
}

export interface AppendQueue {
  /** Resolves when the server has written the parcel; rejects when its own drafts are refused. */
  add(parcel: Parcel, signal?: AbortSignal): Promise<readonly Receipt[]>
  /** Resolves as soon as the queue has room. */
  ready(): Promise<void>
  /** Sends what waits and resolves when every append so far is answered, be it by a refusal. */
  flush(): Promise<void>
}

/** Bytes around the drafts of a request: `{"entries":[` and `]}`. */
const FRAME = 14

export function createAppendQueue(connection: Connection, options: BatchOptions): AppendQueue {
  const waiting: Waiting[] = []
  const open = new Set<Promise<unknown>>()
  const room = createRoom(options.queueDrafts, options.queueBytes)
  let sending = 0
  let due = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function pump(): void {
    while (
      waiting.length > 0 &&
      sending < options.inFlight &&
      (due || take(waiting, options) < waiting.length)
    ) {
      const batch = waiting.splice(0, take(waiting, options))
      if (waiting.length === 0) due = false
      sending++
      void deliver(connection, batch).finally(() => {
        sending--
        pump()
      })
    }
    if (waiting.length > 0 && !due && timer === undefined)
      timer = setTimeout(() => {
        timer = undefined
        due = waiting.length > 0
        pump()
      }, options.lingerMs)
  }

  return {
    add(parcel, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      const { promise, resolve, reject } = Promise.withResolvers<readonly Receipt[]>()
      const item = { parcel, resolve, reject }
      const stop = () => {
        const at = waiting.indexOf(item)
        if (at >= 0) waiting.splice(at, 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', stop, { once: true })
      room.fill(parcel.texts.length, parcel.bytes)
      waiting.push(item)
      pump()
      const settled = promise.finally(() => {
        signal?.removeEventListener('abort', stop)
        open.delete(settled)
        room.leave(parcel.texts.length, parcel.bytes)
      })
      open.add(settled)
      return settled
    },
    ready: room.ready,
    async flush() {
      due = waiting.length > 0
      pump()
      await Promise.allSettled(open)
    },
  }
}

/** How many from the front make one request; at least one, however large. */
function take(waiting: readonly Waiting[], options: BatchOptions): number {
  let drafts = 0
  let bytes = FRAME
  for (const [n, { parcel }] of waiting.entries()) {
    drafts += parcel.texts.length
    bytes += parcel.bytes + parcel.texts.length
    if (n > 0 && (drafts > options.maxDrafts || bytes > options.maxBytes)) return n
  }
  return waiting.length
}
