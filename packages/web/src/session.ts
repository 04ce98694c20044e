import { ConnectionError, createReader, type DaybookReader, LogError } from '@daybook/client/read'
import { queryOptions } from '@tanstack/react-query'

export interface Workspace {
  readonly id: string
  readonly name: string
  /** IANA name, by which days begin and end. */
  readonly timeZone: string
  readonly locale: string
}

/** Who is signed in, and which workspaces they may open. */
export interface Session {
  readonly member: { readonly id: string; readonly name: string }
  readonly workspaces: readonly Workspace[]
}

/** The session is read once; a 401 anywhere later leads back to the sign-in page. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
  queryFn: async ({ signal }): Promise<Session> => {
    const response = await fetch('/v1/session', {
      signal,
      credentials: 'same-origin',
      headers: { accept: 'application/json' },
    }).catch((cause: unknown) => {
      throw new ConnectionError('The server did not answer.', cause)
    })
    if (response.ok) return (await response.json()) as Session
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; requestId?: string }
    throw new LogError(
      response.status === 401 ? 'unauthenticated' : 'internal',
      problem.detail ?? `The server answered ${response.status}.`,
      {
        requestId: problem.requestId,
      },
    )
  },
})

const CHOSEN = 'daybook.workspace'

/** The workspace that was open last, or the first. */
export function chosenWorkspace(session: Session): Workspace | undefined {
  const id = localStorage.getItem(CHOSEN)
  return session.workspaces.find(workspace => workspace.id === id) ?? session.workspaces[0]
}

/** Opens another workspace: everything on the page is another business's from here, so the page starts anew. */
export function chooseWorkspace(id: string): void {
  localStorage.setItem(CHOSEN, id)
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
  const answer = await fetch('/api/auth/sign-out', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
  // Without an answer the session may still be open: the page must not look as if it were not.
  if (answer?.ok) location.assign('/sign-in')
  return answer?.ok === true
}
