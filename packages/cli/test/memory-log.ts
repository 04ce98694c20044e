/** A log in memory that appends as the contract says: all or nothing, same key and content once, in order. */
import { LogError } from '@daybook/protocol'
import type { Receipt } from '@daybook/protocol'
import type { Append } from '../src/import/append-batches.ts'
import type { KeyedDraft } from '../src/import/apply-mapping.ts'

export interface MemoryLog {
  readonly drafts: KeyedDraft[]
  /** Drafts of each call, in the order of the calls. */
  readonly calls: number[]
  readonly append: Append
}

/** `refuse` gives the reason against a draft; `die` is asked before a call and throws as a killed process would. */
export function createMemoryLog(
  refuse?: (draft: KeyedDraft) => string | undefined,
  die?: (call: number) => void,
): MemoryLog {
  const drafts: KeyedDraft[] = []
  const calls: number[] = []
  const byKey = new Map<string, { seq: number; text: string }>()
  let turn = Promise.resolve()
  const write = (some: readonly KeyedDraft[]): Receipt[] => {
    const errors = some.flatMap((draft, n) => {
      const message = refuse?.(draft)
      return message ? [{ path: `/entries/${n}`, message }] : []
    })
    if (errors.length > 0) throw new LogError('entry_invalid', 'Refused.', { errors: errors.slice(0, 3) })
    for (const [n, draft] of some.entries()) {
      const known = byKey.get(draft.key)
      if (known && known.text !== JSON.stringify(draft))
        throw new LogError('key_conflict', 'Other content.', {
          path: `/entries/${n}/key`,
          existing: { id: `en_${known.seq}`, seq: known.seq },
        })
    }
    return some.map(draft => {
      const known = byKey.get(draft.key)
      const seq = known?.seq ?? drafts.push(draft)
      if (!known) byKey.set(draft.key, { seq, text: JSON.stringify(draft) })
      return { id: `en_${seq}`, seq, duplicate: known !== undefined }
    })
  }
  return {
    drafts,
    calls,
    append(some) {
      const call = calls.push(some.length) - 1
      const mine = turn.then(() => {
        die?.(call)
        return write(some)
      })
      turn = mine.then(
        () => undefined,
        () => undefined,
      )
      return mine
    },
  }
}
