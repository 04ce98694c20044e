import { createReader, type DaybookReader, LogError } from '@daybook/client/read'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { ask } from './ask.ts'

export type Right =
  | 'read'
  | 'access'
  | 'sensitive'
  | 'act'
  | 'export'
  | 'verify'
  | 'erase'
  | 'hold'
  | 'readHold'
  | 'readSettings'
  | 'settings'
  | 'close'

export interface Workspace {
  readonly id: string
  readonly name: string
  /** IANA name, by which days begin and end. */
  readonly timeZone: string
  readonly locale: string
  readonly role: 'owner' | 'admin' | 'manager' | 'staff' | 'auditor'
  /** What the member may do there; the server decides again each time. */
  readonly rights: readonly Right[]
  /** What clients are called. */
  readonly clientWord: 'client' | 'patient' | 'guest' | 'customer'
  /** Opening a client's page is recorded. */
  readonly profileViews: boolean
  /** When that was switched last. */
  readonly profileViewsSince?: string
  /** An invented business to look around in. */
  readonly demo: boolean
  /** Nothing of it opens until two-factor sign-in is set up. */
  readonly twoFactorMissing: boolean
}

/** Who is signed in, and which workspaces they may open. */
export interface Session {
  readonly member: {
    readonly id: string
    readonly name: string
    readonly email: string
    /** Two-factor sign-in is on. */
    readonly twoFactor: boolean
    /** A password signs them in; otherwise a provider does, or a link. */
    readonly password: boolean
  }
  readonly workspaces: readonly Workspace[]
  /** The first run is not over: the owner has yet to say who they are, or there is no workspace. */
  readonly setUp: boolean
}

/** The session is read once; a 401 anywhere later leads back to the sign-in page. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
  // Somebody may have another role by now, or the workspace another zone.
  refetchOnWindowFocus: 'always',
  queryFn: ({ signal }) => ask<Session>('GET', '/v1/session', { signal }),
})

const CHOSEN = 'daybook.workspace'

/** The workspace that was open last, or the first. */
export function chosenWorkspace(session: Session): Workspace | undefined {
  const id = localStorage.getItem(CHOSEN)
  return session.workspaces.find(workspace => workspace.id === id) ?? session.workspaces[0]
}

/** What the member may do in the open workspace. Pages leave out what is not theirs. */
export function useRights(): ReadonlySet<Right> {
  const { data } = useQuery(sessionQuery)
  return new Set(data && chosenWorkspace(data)?.rights)
}

/** What is read from now on is this workspace's. */
export const rememberWorkspace = (id: string): void => localStorage.setItem(CHOSEN, id)

/** Opens another workspace: everything on the page is another business's from here, so the page starts anew. */
export function chooseWorkspace(id: string): void {
  rememberWorkspace(id)
  location.assign('/clients')
}

const clients = new Map<string, DaybookReader>()

/** The SDK for one workspace; the session's cookie says who asks. */
export function clientOf(workspace: Workspace): DaybookReader {
  let client = clients.get(workspace.id)
  if (!client) {
    // People wait for the answer: two tries, then they are told.
    client = createReader({
      url: '',
      workspace: workspace.id,
      language: workspace.locale,
      retry: { attempts: 2 },
    })
    clients.set(workspace.id, client)
  }
  return client
}

/** True where nobody is signed in (any more). */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof LogError && error.code === 'unauthenticated'

/** Ends the session on the server, and with it everything on this page. False where the server did not do it. */
export async function signOut(): Promise<boolean> {
  try {
    await ask('POST', '/api/auth/sign-out')
  } catch {
    // Without an answer the session may still be open: the page must not look as if it were not.
    return false
  }
  sessionStorage.clear()
  location.assign('/sign-in')
  return true
}
