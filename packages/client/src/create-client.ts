/** The SDK's door. */
import type { Receipt } from '@daybook/protocol'
import { type Acts, actsOf } from './acts.ts'
import type { AppendQueue, BatchOptions } from './append-queue.ts'
import { createAppendQueue } from './append-queue.ts'
import type { DaybookProver } from './create-prover.ts'
import { proverOf } from './create-prover.ts'
import type { CallOptions, DaybookReader, ReaderOptions } from './create-reader.ts'
import { connectionOf, readerOf } from './create-reader.ts'
import { follow } from './follow.ts'
import { createParcel, MAX_BODY, MAX_DRAFTS } from './parcel.ts'
import { type Exports, exportsOf } from './exports.ts'
import { type Lists, listsOf } from './lists.ts'
import { type Profiles, profilesOf } from './profiles.ts'
import { patternsOf, type ReadPatterns } from './patterns.ts'
import { type Privacy, privacyOf } from './privacy.ts'
import type { TypedDraft } from './typed-draft.ts'

/** A program with an API key, or the staff app with its session cookie and the workspace that it shows. */
export type ClientOptions = ReaderOptions & {
  /** How appends are gathered; `false` sends each call as it comes. */
  readonly batch?: Partial<BatchOptions> | false
}

export interface DaybookClient extends DaybookReader, DaybookProver {
  /** Acting on the records that Daybook keeps. */
  readonly acts: Acts
  /** Records as they are now: bookings, what belongs to a client, what waits. */
  readonly lists: Lists
  /** Profiles of clients, lists of them, and notes on entries. */
  readonly profiles: Profiles
  /** Deleting, holding and erasing clients, and what they ask. */
  readonly privacy: Privacy
  /** Lists as files, made by the server in its own time. */
  readonly exports: Exports
  /** How often what happened with a client, or in the workspace. */
  readonly patterns: ReadPatterns
  /**
   * Writes one entry. Resolves when it is in the log for good.
   * A draft without a `key` gets one, so that no retry writes it twice. Throws `LogError`, `ConnectionError`.
   * @example
   * await client.append({ action: 'booking.booked', client: { id: 'c-7' }, object: { type: 'booking', id: 'BK-1' } })
   */
  append<const A extends string>(draft: TypedDraft<A>, options?: CallOptions): Promise<Receipt>
  /** Writes up to 1,000 entries, all or none; receipts in the order of the drafts. */
  append<const A extends readonly string[]>(
    drafts: readonly [...{ [N in keyof A]: TypedDraft<A[N]> }],
    options?: CallOptions,
  ): Promise<readonly Receipt[]>
  /** Resolves when the queue of appends has room: for producers that do not await each append. */
  ready(): Promise<void>
  /** Sends what is queued now; resolves when every append so far is answered. For an orderly end. */
  flush(): Promise<void>
}

const BATCH: BatchOptions = {
  maxDrafts: MAX_DRAFTS,
  maxBytes: MAX_BODY,
  lingerMs: 3,
  inFlight: 1,
  queueDrafts: 10_000,
  queueBytes: 32 * 1024 * 1024,
}

/**
 * A client of one workspace.
 * @example
 * const client = createClient({ url: 'https://daybook.example', key: 'dbk_…' })
 * for await (const entry of client.timeline('c-7', { category: 'bookings' })) console.log(entry.sentence)
 */
export function createClient(options: ClientOptions): DaybookClient {
  const connection = connectionOf(options)
  const queue = createAppendQueue(connection, toBatch(options.batch))
  return {
    append: appendTo(queue),
    ready: queue.ready,
    flush: queue.flush,
    acts: actsOf(connection),
    lists: listsOf(connection),
    profiles: profilesOf(connection),
    privacy: privacyOf(connection),
    exports: exportsOf(connection),
    patterns: patternsOf(connection),
    ...readerOf(connection, follow),
    ...proverOf(connection),
  }
}

function appendTo(queue: AppendQueue): DaybookClient['append'] {
  return (async (input: TypedDraft | readonly TypedDraft[], { signal }: CallOptions = {}) => {
    const parcel = createParcel(input)
    if (parcel.texts.length === 0) return []
    const receipts = await queue.add(parcel, signal)
    return parcel.single ? receipts[0] : receipts
  }) as DaybookClient['append']
}

function toBatch(batch: Partial<BatchOptions> | false = {}): BatchOptions {
  if (batch === false) return { ...BATCH, maxDrafts: 1, lingerMs: 0, inFlight: 16 }
  const all = { ...BATCH, ...batch }
  return {
    ...all,
    maxDrafts: Math.min(all.maxDrafts, MAX_DRAFTS),
    maxBytes: Math.min(all.maxBytes, MAX_BODY),
  }
}
