import { ConnectionError, problemError } from '@daybook/client/read'

/** Reads the tiles of a workspace's log from the server, past every cache: it is the server of now that is checked. */
export const readTiles =
  (workspaceId: string, signal: AbortSignal) =>
  async (path: string): Promise<Uint8Array | undefined> => {
    const response = await fetch(`/v1/log/${path}`, {
      signal,
      cache: 'no-store',
      credentials: 'same-origin',
      headers: { 'daybook-workspace': workspaceId },
    }).catch((cause: unknown) => {
      signal.throwIfAborted()
      throw new ConnectionError('The server did not answer.', cause)
    })
    if (response.status === 404) return undefined
    if (!response.ok) throw problemError(response.status, response.headers, await response.text())
    return new Uint8Array(await response.arrayBuffer())
  }
