/** A proxy before PostgreSQL that, when told to, loses the answer to the next commit of a group of entries. */
import { connect, createServer, type Socket } from 'node:net'

export interface CommitCutter {
  /** The same connection through the proxy. */
  through(url: string): string
  /** The next group is committed, and its connection cut before the answer is passed on. */
  cutNext(): void
  /** Commits whose answer was lost. */
  readonly cut: number
  close(): Promise<void>
}

/** `url` says where PostgreSQL is: a socket's folder in `host`, or an address. */
export async function openCommitCutter(url: string): Promise<CommitCutter> {
  const target = new URL(url)
  const folder = target.searchParams.get('host')
  const sockets = new Set<Socket>()
  let armed = false
  let cut = 0

  const server = createServer(client => {
    const behind =
      folder === null
        ? connect(Number(target.port || 5432), target.hostname)
        : connect(`${folder}/.s.PGSQL.${target.port || 5432}`)
    let writing = false
    for (const socket of [client, behind]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket)
          client.destroy()
          behind.destroy()
        })
    }
    client.on('data', bytes => {
      // Only an append locks the head; the statement’s name stands in every use of it.
      if (bytes.includes('lock_head')) writing = true
      behind.write(bytes)
    })
    behind.on('data', bytes => {
      if (armed && writing && bytes.includes('COMMIT\0')) {
        armed = false
        cut++
        client.destroy()
      } else client.write(bytes)
    })
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const { port } = server.address() as { port: number }

  return {
    through(other) {
      const changed = new URL(other)
      changed.hostname = '127.0.0.1'
      changed.port = String(port)
      changed.searchParams.delete('host')
      return changed.href
    },
    cutNext() {
      armed = true
    },
    get cut() {
      return cut
    },
    async close() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      for (const socket of sockets) socket.destroy()
      await closed.promise
    },
  }
}
