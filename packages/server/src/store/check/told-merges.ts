/** Who was merged into whom, and when, as the entries tell it: Daybook's own acts, and erasures, which end merges. */
import type { Pool } from 'pg'
import { readRecord } from '../../entry/open-entry.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { Merge } from '../../merging/merges.ts'
import { isMergeKey, MERGED, UNMERGED } from '../../merging/own-merge.ts'
import { readTogether } from '../transaction.ts'
import type { ToldErasures } from './told-erasures.ts'

const SELECT_TOLD = {
  name: 'check_merges',
  text: `select e.seq, k.action, e.record from daybook.entries e
           join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
         where e.workspace_id = $1 and e.seq > $2 and k.action in ('${MERGED}', '${UNMERGED}')
         order by e.seq limit 1000`,
}

interface ToldMerge extends Merge {
  /** The entry `client.unmerged`. */
  ended?: number
}

export class ToldMerges {
  readonly #pool: Pool
  readonly #workspaceId: number
  readonly #keys: WorkspaceKeys
  readonly #erasures: ToldErasures
  /** By the client who is merged, in the order of the log. */
  readonly #merges = new Map<number, ToldMerge[]>()
  #read = 0

  constructor(pool: Pool, workspaceId: number, keys: WorkspaceKeys, erasures: ToldErasures) {
    this.#pool = pool
    this.#workspaceId = workspaceId
    this.#keys = keys
    this.#erasures = erasures
  }

  /** Reads the entries that have come since the last time. */
  async refresh(): Promise<void> {
    for (;;) {
      const rows = await readTogether(this.#pool, this.#workspaceId, run =>
        run<{ seq: number; action: string; record: string }>(SELECT_TOLD, [this.#workspaceId, this.#read]),
      )
      for (const row of rows) this.#add(row)
      if (rows.length === 0) return
    }
  }

  /** Everybody on the way from a client to the page on which it stands, as it was when this entry came; without itself. */
  survivorsAt(clientId: number, seq: number): readonly number[] {
    const found = new Set<number>()
    for (let at = this.#mergeAt(clientId, seq); at !== undefined; at = this.#mergeAt(at.survivor, seq)) {
      if (found.has(at.survivor)) break
      found.add(at.survivor)
    }
    return [...found]
  }

  /** The merges that are in force once this entry is written. */
  inForce(seq: number): readonly Merge[] {
    return [...this.#merges.keys()].flatMap(clientId => this.#mergeAt(clientId, seq + 1) ?? [])
  }

  #mergeAt(clientId: number, seq: number): ToldMerge | undefined {
    const merge = this.#merges.get(clientId)?.findLast(one => one.seq < seq)
    return merge === undefined || this.#endOf(merge) < seq ? undefined : merge
  }

  #endOf({ clientId, survivor, seq, ended = Infinity }: ToldMerge): number {
    const gone = [clientId, survivor].map(id => this.#erasures.firstGoneAt(id) ?? Infinity)
    return Math.min(ended, ...gone.filter(at => at > seq))
  }

  #add({ seq, action, record }: { seq: number; action: string; record: string }): void {
    this.#read = seq
    try {
      const { fields, clientIds } = readRecord(record)
      const [survivor, clientId] = clientIds
      if (survivor === undefined || clientId === undefined || !isMergeKey(this.#keys, fields.get('key')))
        return
      const list = this.#merges.get(clientId) ?? []
      this.#merges.set(clientId, list)
      if (action === MERGED) list.push({ clientId, survivor, seq })
      else {
        const last = list.findLast(one => one.survivor === survivor)
        if (last !== undefined) last.ended ??= seq
      }
    } catch {
      // An entry that cannot be read tells nothing, and is told of where the entries are checked.
    }
  }
}
