/** Which keys may be missing, because an entry tells that they were destroyed. */
import { decodeFields } from '@daybook/protocol'
import type { Pool } from 'pg'
import { readRecord, yearOfKind } from '../../entry/open-entry.ts'
import { FACTS, type KeyKind, PROFILE } from '../client-keys.ts'
import { readTogether } from '../transaction.ts'

const SELECT_TOLD = {
  name: 'check_erasures',
  text: `select e.seq, k.action, e.record, e.facts from daybook.entries e
           join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
         where e.workspace_id = $1 and e.seq > $2
           and k.action in ('client.erased', 'client.anonymised', 'retention.applied', 'workspace.closed')
         order by e.seq limit 1000`,
}

interface Row {
  seq: number
  action: string
  record: string
  facts: Buffer | null
}

export class ToldErasures {
  readonly #pool: Pool
  readonly #workspaceId: number
  readonly #erased = new Map<number, number>()
  readonly #anonymised = new Map<number, number>()
  readonly #years = new Set<number>()
  #closed = false
  #read = 0

  constructor(pool: Pool, workspaceId: number) {
    this.#pool = pool
    this.#workspaceId = workspaceId
  }

  /** Reads the entries that have come since the last time. */
  async refresh(): Promise<void> {
    for (;;) {
      const rows = await readTogether(this.#pool, this.#workspaceId, run =>
        run<Row & Record<string, unknown>>(SELECT_TOLD, [this.#workspaceId, this.#read]),
      )
      for (const row of rows) this.#add(row)
      if (rows.length === 0) return
    }
  }

  /** Clients whose personal part nobody can open any more. */
  get clients(): number {
    return new Set([...this.#erased.keys(), ...this.#anonymised.keys()]).size
  }

  /** The client's personal keys are destroyed. */
  isPersonGone(clientId: number): boolean {
    return this.#closed || this.#erased.has(clientId) || this.#anonymised.has(clientId)
  }

  /** The client's facts key is destroyed. */
  isErased(clientId: number): boolean {
    return this.#closed || this.#erased.has(clientId)
  }

  /** The entry that tells of a client's erasure. */
  erasedAt(clientId: number): number | undefined {
    return this.#erased.get(clientId)
  }

  /** How often the client's rows were cleared: anonymised, erased. */
  timesGone(clientId: number): number {
    return Number(this.#erased.has(clientId)) + Number(this.#anonymised.has(clientId))
  }

  /** Whether an entry tells that this key was destroyed. */
  explains(clientId: number, kind: KeyKind): boolean {
    if (kind === FACTS) return this.isErased(clientId)
    return this.isPersonGone(clientId) || (kind !== PROFILE && this.#years.has(yearOfKind(kind)))
  }

  /** True where the personal parts of a year may be gone by retention. */
  isYearGone(year: number): boolean {
    return this.#years.has(year)
  }

  #add({ seq, action, record, facts }: Row): void {
    this.#read = seq
    try {
      if (action === 'workspace.closed') this.#closed = true
      else if (action === 'retention.applied') {
        const year = facts === null ? undefined : decodeFields(facts.toString('utf8')).get('data/year')
        this.#years.add(Number(year))
      } else {
        const gone = action === 'client.erased' ? this.#erased : this.#anonymised
        for (const clientId of readRecord(record).clientIds) gone.set(clientId, seq)
      }
    } catch {
      // An entry that cannot be read explains nothing, and is told of where the entries are checked.
    }
  }
}
