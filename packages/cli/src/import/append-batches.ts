/** Sends drafts in batches, a few at a time and in order, and finds the guilty ones of a refused batch. */
import { blame, isAboutDrafts } from '@daybook/client/blame'
import type { ErrorCode, Receipt } from '@daybook/protocol'
import { LogError } from '@daybook/protocol'
import type { KeyedDraft } from './apply-mapping.ts'
import type { Row } from './row.ts'

/** Writes drafts, all or none. Calls overlap; what is written must keep the order of the calls. */
export type Append = (drafts: readonly KeyedDraft[]) => Promise<readonly Receipt[]>

export interface BatchItem {
  readonly row: Row
  readonly draft: KeyedDraft
}
export interface BatchSink {
  readonly append: Append
  /** Batches at a time. */
  readonly inFlight: number
  readonly onWritten: (receipts: readonly Receipt[]) => void
  readonly onRefused: (item: BatchItem, error: LogError) => Promise<void>
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}
export interface Batches {
  /** Resolves when the batch is on its way; throws what stopped an earlier one. */
  push(items: readonly BatchItem[], onDone: () => void): Promise<void>
  /** Resolves when everything is answered; throws what stopped a batch. */
  drain(): Promise<void>
  /** Resolves when nothing is on its way any more, whatever became of it. */
  abandon(): Promise<void>
}

/** Refusals that pass, and how often a batch is offered again before the import stops. */
const passing: ReadonlySet<ErrorCode> = new Set(['log_busy', 'database_unavailable', 'rate_limited'])
const MOST_TRIES = 30

export function createBatches(sink: BatchSink): Batches {
  const open: Promise<void>[] = []
  const settleOldest = () => open.shift()
  return {
    async push(items, onDone) {
      while (open.length >= sink.inFlight) await settleOldest()
      const sent = deliver(items, sink).then(onDone)
      // Its failure is thrown when its turn comes; until then it must not count as unhandled.
      sent.catch(() => {})
      open.push(sent)
    },
    async drain() {
      while (open.length > 0) await settleOldest()
    },
    async abandon() {
      await Promise.allSettled(open)
    },
  }
}

async function deliver(items: readonly BatchItem[], sink: BatchSink, attempt = 0): Promise<void> {
  let refused: LogError
  try {
    sink.onWritten(await sink.append(items.map(({ draft }) => draft)))
    return
  } catch (error) {
    if (error instanceof LogError && passing.has(error.code) && attempt < MOST_TRIES) {
      await sink.wait((error.details.retryAfter ?? 1) * 1000)
      return deliver(items, sink, attempt + 1)
    }
    if (!isAboutDrafts(error)) throw error
    refused = error
  }
  const { guilty, again } = blame(
    refused,
    items.map(() => 1),
  )
  for (const n of guilty.keys()) await sink.onRefused(items[n]!, guilty.get(n) as LogError)
  for (const some of again)
    await deliver(
      some.map(n => items[n]!),
      sink,
    )
}
