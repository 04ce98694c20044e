import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { openRows } from '../store/read/open-rows.ts'

/** Address and device of an entry of a client; nothing where they can no longer be opened. */
export async function entryContext(daybook: Daybook, workspaceId: number, seq: number): Promise<Caller> {
  const row = (await readEntriesBySeq(daybook, workspaceId, [seq])).get(seq)
  if (row === undefined) return {}
  const [open] = await openRows(daybook, workspaceId, [row])
  const part = open?.opened.clients[0]
  if (part === undefined || part === 'gone' || part === 'hidden') return {}
  const text = (name: string): string | undefined => {
    const value = part.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return { ip: text('ip'), userAgent: text('userAgent') }
}
