/** One real server as `npm start -- --demo` starts it, with its owner signed in: what the pictures are taken of. */
import { startFresh } from './start-fresh.ts'

export interface DemoSite {
  /** `http://127.0.0.1:4711` */
  readonly address: string
  /** The demonstration, as an id. */
  readonly workspace: string
  /** An API key of it that may administrate. */
  readonly key: string
  /** The session of the owner, who has a workspace of their own beside it. */
  readonly cookie: { readonly name: string; readonly value: string }
}

export async function startDemo(): Promise<{ readonly site: DemoSite; stop(): Promise<void> }> {
  const fresh = await startFresh({ demo: true })
  try {
    const { address, link } = fresh
    const entered = await fetch(link, { method: 'POST', redirect: 'manual' })
    const [pair] = entered.headers.getSetCookie()[0]!.split(';')
    const at = pair!.indexOf('=')
    const ask = async <T>(path: string, body?: object, workspace?: string): Promise<T> => {
      const response = await fetch(address + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          origin: address,
          cookie: pair!,
          'content-type': 'application/json',
          ...(workspace !== undefined && { 'daybook-workspace': workspace }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return (await response.json()) as T
    }
    await ask('/api/auth/set-up', {
      name: 'Irene Costa',
      email: 'irene.costa@example.com',
      password: 'correct horse battery',
      workspace: 'Harbour Lane Clinic',
      timeZone: 'Europe/Lisbon',
    })
    const { workspaces } = await ask<{ workspaces: { id: string; demo: boolean }[] }>('/v1/session')
    const workspace = workspaces.find(one => one.demo)!.id
    const { key } = await ask<{ key: string }>('/v1/keys', { name: 'Website', scopes: ['admin'] }, workspace)
    const cookie = { name: pair!.slice(0, at), value: pair!.slice(at + 1) }
    return { site: { address, workspace, key, cookie }, stop: fresh.stop }
  } catch (error) {
    await fresh.stop()
    throw error
  }
}
