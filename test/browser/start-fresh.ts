import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './start-server.ts'

export interface FreshServer {
  /** `http://127.0.0.1:4711` */
  readonly address: string
  /** The link with which the owner signs in, once. */
  readonly link: string
  stop(): Promise<void>
}

/** A server on an empty data folder, as it is on its first day; `demo` as with `npm start -- --demo`. */
export async function startFresh({ demo = false } = {}): Promise<FreshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-fresh-'))
  // mkdtemp makes 0700, which the user that PostgreSQL runs as under root cannot pass.
  chmodSync(folder, 0o755)
  const server = startServer(join(folder, 'data'), { also: demo ? ['--demo'] : [] })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { address, signInLink } = await server.ready
    return { address, link: signInLink, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
