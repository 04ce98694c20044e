/** Live entries as Server-Sent Events: `id` is the entry's seq, so that a reconnect resumes where it was. */
import type { Entry } from '@daybook/protocol'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { followEntries } from '../actions/follow-entries.ts'
import type { Daybook } from '../daybook.ts'
import { subjectOfClient } from './entry-routes.ts'
import { FilterQuery, filterOf, PageQuery, readQuery } from './read-query.ts'
import type { Route } from './routes.ts'

const StreamQuery = z.strictObject({
  ...FilterQuery.shape,
  client: z.string().max(500).optional(),
  lang: PageQuery.shape.lang,
  lastSeq: z.coerce.number().int().min(0).optional().describe('Resume behind this entry; `Last-Event-ID` says the same'),
})

const BEAT_MS = 15_000
/** A listener that does not read is let go: it resumes where it was. */
const MAX_WAITING = 4 * 1024 * 1024

const lines = new WeakMap<Entry, string>()
function eventOf(entry: Entry): string {
  let line = lines.get(entry)
  if (line === undefined) lines.set(entry, (line = `id: ${entry.seq}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`))
  return line
}

export function streamRoute(daybook: Daybook, stopping: AbortSignal): Route {
  return {
    method: 'get',
    path: '/v1/stream',
    summary: 'Entries as they are appended (Server-Sent Events)',
    query: StreamQuery,
    mediaType: 'text/event-stream',
    async handle(context) {
      const query = readQuery(StreamQuery, context.req.url)
      const resume = context.req.header('last-event-id')
      if (resume !== undefined && !/^\d{1,15}$/.test(resume)) {
        throw new LogError('query_invalid', 'Last-Event-ID must be the seq of an entry.')
      }
      const lastSeq = resume === undefined ? query.lastSeq : Number(resume)
      let stop: (() => void) | undefined
      let beat: NodeJS.Timeout | undefined
      const encoder = new TextEncoder()
      let sink: ReadableStreamDefaultController<Uint8Array> | undefined
      let ended = false
      const end = (): void => {
        if (ended) return
        ended = true
        clearInterval(beat)
        stop?.()
        stopping.removeEventListener('abort', end)
        try {
          sink?.close()
        } catch {
          // The other side has closed it already.
        }
      }
      const send = (text: string): void => {
        if (ended || sink === undefined) return
        sink.enqueue(encoder.encode(text))
        if ((sink.desiredSize ?? 0) < -MAX_WAITING) end()
      }
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            sink = controller
          },
          cancel: end,
        },
        { highWaterMark: 64 * 1024, size: chunk => chunk.length },
      )
      stop = await followEntries(
        daybook,
        context.get('principal'),
        { subject: subjectOfClient(query.client), filter: filterOf(query), lastSeq, locale: query.lang },
        (entries, heard) => {
          const last = entries.at(-1)?.seq
          // An id alone moves the place to resume from past entries that did not match.
          send(entries.map(eventOf).join('') + (last === heard ? '' : `id: ${heard}\n\n`))
        },
      )
      send(': open\n\n')
      beat = setInterval(() => send(': beat\n\n'), BEAT_MS)
      if (stopping.aborted || context.req.raw.signal.aborted) end()
      stopping.addEventListener('abort', end)
      context.req.raw.signal.addEventListener('abort', end)
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      })
    },
  }
}
