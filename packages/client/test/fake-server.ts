/** A real HTTP server on loopback that answers what a test tells it to, and remembers what it was asked. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: { entries: { action: string; key: string; data?: Record<string, unknown> }[] }
}
/** Answers one request; `n` counts them from 0. */
export type Answerer = (asked: Asked, response: ServerResponse, n: number) => void

export interface FakeServer extends AsyncDisposable {
  readonly url: string
  readonly asked: Asked[]
}

export async function startFakeServer(answer: Answerer): Promise<FakeServer> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const piece of request) text += piece
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
    asked.push(one)
    answer(one, response, asked.length - 1)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export function answerJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(value))
}

/** A log in memory that takes what it is sent, as the contract says: same key, same receipt. */
export function createFakeLog() {
  const seqByKey = new Map<string, number>()
  const actions: string[] = []
  return {
    actions,
    append({ body }: Asked) {
      const entries = body.entries.map(({ key, action }) => {
        const known = seqByKey.get(key)
        const seq = known ?? actions.push(action)
        seqByKey.set(key, seq)
        return { id: `en_${seq}`, seq, duplicate: known !== undefined }
      })
      return { entries }
    },
  }
}
