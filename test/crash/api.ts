/** Reading a workspace through a server's HTTP door. */
import type { Entry, EntryCounts, EntryPage } from '@daybook/protocol'

export interface Api {
  /** A whole list, oldest first, page after page. */
  list(path: string): Promise<Entry[]>
  counts(query: string): Promise<EntryCounts>
}

export function createApi(address: string, key: string): Api {
  async function get<T>(path: string): Promise<T> {
    const response = await fetch(address + path, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    if (response.status !== 200)
      throw new Error(`GET ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text) as T
  }
  return {
    async list(path) {
      const entries: Entry[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: EntryPage = await get(`${path}?order=asc&limit=200${cursor && `&cursor=${cursor}`}`)
        entries.push(...page.entries)
        cursor = page.next
      }
      return entries
    },
    counts: query => get(`/v1/entries/counts${query}`),
  }
}
