/** Live entries as Server-Sent Events: `id` is the entry's seq, so that a reconnect resumes where it was. */
import type { Entry } from '@daybook/protocol'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { followEntries } from '../actions/follow-entries.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { subjectOfClient } from './entry-routes.ts'
import type { Authenticate } from './authenticate.ts'
import type { HttpContext } from './environment.ts'
import { toLogError } from './problem.ts'
import { FilterQuery, filterOf, PageQuery, readQuery } from './read-query.ts'
import type { Route } from './routes.ts'

const StreamQuery = z.strictObject({
  ...FilterQuery.shape,
  client: z.string().max(500).optional(),
  lang: PageQuery.shape.lang,
  lastSeq: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Resume behind this entry; `Last-Event-ID` says the same'),
})

const BEAT_MS = 15_000
/** A listener that does not read is let go: it resumes where it was. */
const HIGH_WATER = 64 * 1024
const MAX_WAITING = 4 * 1024 * 1024

const lines = new WeakMap<Entry, string>()
function eventOf(entry: Entry): string {
  let line = lines.get(entry)
  if (line === undefined)
    lines.set(entry, (line = `id: ${entry.seq}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`))
  return line
}

interface EventSink {
  readonly body: ReadableStream<Uint8Array>
  readonly ended: boolean
  send(text: string): void
  end(): void
  /** Ends it where something waits to be read, which is thrown away: the listener resumes behind what it has read. */
  dropWaiting(): void
}

/** The body of a stream: ends when the other side goes, when it does not read, or when it is told to. */
function openSink(onEnd: () => void): EventSink {
  const encoder = new TextEncoder()
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined
  let ended = false
  function end(): void {
    if (ended) return
    ended = true
    onEnd()
    try {
      sink?.close()
    } catch {
      // The other side has closed it already.
    }
  }
  function dropWaiting(): void {
    if (ended || sink === undefined || (sink.desiredSize ?? HIGH_WATER) >= HIGH_WATER) return
    ended = true
    onEnd()
    sink.error(new Error('what was waiting may be shown no more'))
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        sink = controller
      },
      cancel: end,
    },
    { highWaterMark: HIGH_WATER, size: chunk => chunk.length },
  )
  return {
    body,
    end,
    dropWaiting,
    get ended() {
      return ended
    },
    send(text) {
      if (ended || sink === undefined) return
      sink.enqueue(encoder.encode(text))
      if ((sink.desiredSize ?? 0) < -MAX_WAITING) end()
    },
  }
}

/** The last entry that the listener has: `Last-Event-ID`, which wins, or the query's `lastSeq`. */
function placeToResume(header: string | undefined, lastSeq: number | undefined): number | undefined {
  if (header === undefined) return lastSeq
  if (/^\d{1,15}$/.test(header)) return Number(header)
  throw new LogError('query_invalid', 'Last-Event-ID must be the seq of an entry.')
}

/** So often a listener is asked for again: whose session or key has ended, or whose role is another, hears no more. */
const CHECK_MS = 3000

export function streamRoute(daybook: Daybook, stopping: AbortSignal, authenticate: Authenticate): Route {
  return {
    method: 'get',
    path: '/v1/stream',
    summary: 'Entries as they are appended (Server-Sent Events)',
    query: StreamQuery,
    mediaType: 'text/event-stream',
    async handle(context) {
      const query = readQuery(StreamQuery, context.req.url)
      const lastSeq = placeToResume(context.req.header('last-event-id'), query.lastSeq)
      const { signal } = context.req.raw
      let stop: (() => void) | undefined
      let beat: NodeJS.Timeout | undefined
      let check: NodeJS.Timeout | undefined
      const { workspaceId } = context.get('principal')
      const sink = openSink(() => {
        stopWatching()
        clearInterval(beat)
        clearInterval(check)
        stop?.()
        stopping.removeEventListener('abort', sink.end)
      })
      const stopWatching = daybook.privacy.onChange(changed => {
        if (changed !== workspaceId) return
        sink.dropWaiting()
        // It may have been closed.
        daybook.workspaces.get(workspaceId).catch(sink.end)
      })
      stop = await followEntries(
        daybook,
        context.get('principal'),
        { subject: subjectOfClient(query.client), filter: filterOf(query), lastSeq, locale: query.lang },
        (entries, heard) => {
          const last = entries.at(-1)?.seq
          // An id alone moves the place to resume from past entries that did not match.
          sink.send(entries.map(eventOf).join('') + (last === heard ? '' : `id: ${heard}\n\n`))
          return !sink.ended
        },
        sink.end,
      ).catch((error: unknown) => {
        stopWatching()
        throw error
      })
      sink.send(': open\n\n')
      // It may have ended while it was catching up: then there is nobody to stop it later.
      if (sink.ended) stop()
      else {
        beat = setInterval(() => sink.send(': beat\n\n'), BEAT_MS)
        check = askAgain(context, authenticate, sink.end)
      }
      stopping.addEventListener('abort', sink.end)
      signal.addEventListener('abort', sink.end)
      if (stopping.aborted || signal.aborted) sink.end()
      return new Response(sink.body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      })
    },
  }
}

function askAgain(context: HttpContext, authenticate: Authenticate, end: () => void): NodeJS.Timeout {
  const mayStill = sameRights(context.get('principal'))
  return setInterval(() => {
    void authenticate(context.req.raw).then(
      principal => mayStill(principal) || end(),
      (error: unknown) => toLogError(error).code !== 'database_unavailable' && end(),
    )
  }, CHECK_MS)
}

/** True for a principal who may do what this one may. */
function sameRights(before: Principal): (other: Principal) => boolean {
  const rightsOf = ({ member, scopes }: Principal): string =>
    JSON.stringify([member?.role, member?.visibility, member?.knownAs, scopes])
  const rights = rightsOf(before)
  return other => rightsOf(other) === rights
}
