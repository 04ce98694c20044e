import { ConnectionError, problemError } from '@daybook/client/read'

/**
 * Asks for what belongs to no workspace: at the door, and one's own account. Answers the JSON.
 * Throws `LogError` where the server refuses, `ConnectionError` where it does not answer.
 */
export async function ask<T>(
  method: 'GET' | 'POST',
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    signal,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }) },
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  }).catch((cause: unknown) => {
    throw new ConnectionError('The server did not answer.', cause)
  })
  const text = await response.text()
  if (!response.ok) throw problemError(response.status, response.headers, text)
  return JSON.parse(text) as T
}
