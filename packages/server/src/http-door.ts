import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LogError } from '@daybook/protocol'
import { createAdaptorServer } from '@hono/node-server'
import { toProblem } from './http/problem.ts'
import { randomBytes } from './random.ts'
import { reasonOf, StartError } from './start-error.ts'

/** Answers one request; `env` is what @hono/node-server passes on. */
export type Answer = (request: Request, env?: unknown) => Response | Promise<Response>

/** A listening port whose requests wait until there is somebody to answer them. */
export interface HttpDoor {
  /** `http://127.0.0.1:4700`; where it listens on every address, that of loopback. */
  readonly address: string
  /** From now on requests are answered, those that waited first. */
  open(answer: Answer): void
  /** Takes no more connections, waits for the requests under way, and cuts those off that take longer. */
  drain(seconds: number): Promise<void>
  /** Cuts everything off. */
  close(): Promise<void>
}

/**
 * Takes the port. It is taken before anything is made on disk, so that a port in use leaves nothing behind.
 * @throws StartError when it cannot be had
 */
export async function openHttpDoor(host: string, port: number): Promise<HttpDoor> {
  const ready = Promise.withResolvers<Answer>()
  let draining = false
  let underWay = 0

  async function answer(request: Request, env: unknown): Promise<Response> {
    if (!draining) return (await ready.promise)(request, env)
    const response = refusal('stopping', 'Daybook is stopping: try again in a moment.')
    response.headers.set('connection', 'close')
    return response
  }

  const server = createAdaptorServer({ fetch: answer }) as Server
  server.on('request', (_request, response) => {
    underWay += 1
    response.once('close', () => {
      underWay -= 1
    })
  })
  await listen(server, host, port)

  return {
    address: addressOf(server.address() as AddressInfo),
    open: ready.resolve,
    async drain(seconds) {
      draining = true
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      const begun = performance.now()
      let lastBusy = begun
      const timer = setInterval(() => {
        const now = performance.now()
        if (underWay > 0) lastBusy = now
        // A connection that never sent a request does not count as idle, and would stay.
        if (now - lastBusy > 200 || now - begun > seconds * 1000) server.closeAllConnections()
        else server.closeIdleConnections()
      }, 20)
      await closed.promise
      clearInterval(timer)
    },
    async close() {
      draining = true
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await closed.promise
    },
  }
}

/** A refusal that needs no application behind it. */
export function refusal(code: 'stopping' | 'database_unavailable', message: string): Response {
  return toProblem(
    new LogError(code, message, { retryAfter: 1 }),
    `req_${randomBytes(12).toString('base64url')}`,
  )
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({ host, port }, resolve)
  try {
    await promise
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${port} on ${host} is in use by another program. Stop it, or give another port with --port.`,
        error,
      )
    }
    if (code === 'EACCES') {
      throw new StartError(
        `Port ${port} may not be used by this user. Give one from 1024 up with --port.`,
        error,
      )
    }
    throw new StartError(
      `Cannot listen on ${host}: ${reasonOf(error)}. Give an address of this machine with --host.`,
    )
  }
  server.off('error', reject)
}

function addressOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`
}
