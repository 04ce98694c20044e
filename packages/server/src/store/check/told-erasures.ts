/** Which keys may be missing, because an entry tells that they were destroyed. */
import type { Pool } from 'pg'
import { readRecord, takenOfKind, yearOfKind } from '../../entry/open-entry.ts'
import { FACTS, type KeyKind, PROFILE } from '../client-keys.ts'
import { readTogether } from '../transaction.ts'

// Hosts may write such entries of their own: only those count by which Daybook destroyed keys, which its receipts say.
const SELECT_TOLD = {
  name: 'check_erasures',
  text: `select e.seq, k.action, e.record, t.year, t.times from daybook.entries e
           join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
           left join daybook.erasures r on r.workspace_id = $1 and r.seq = e.seq
           left join daybook.retention_takes t on t.workspace_id = $1 and t.seq = e.seq
         where e.workspace_id = $1 and e.seq > $2
           and (r.seq is not null and k.action in ('client.erased', 'client.anonymised')
             or t.seq is not null and k.action = 'retention.applied')
         order by e.seq limit 1000`,
}

interface Row {
  seq: number
  action: string
  record: string
  year: number | null
  times: number | null
}

export class ToldErasures {
  readonly #pool: Pool
  readonly #workspaceId: number
  readonly #erased = new Map<number, number>()
  readonly #anonymised = new Map<number, number>()
  /** How often retention has taken each year. */
  readonly #years = new Map<number, number>()
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
    return this.#erased.has(clientId) || this.#anonymised.has(clientId)
  }

  /** The client's facts key is destroyed. */
  isErased(clientId: number): boolean {
    return this.#erased.has(clientId)
  }

  /** The entry since which nothing is left of a client as a person: anonymised, or erased. */
  firstGoneAt(clientId: number): number | undefined {
    const at = [this.#erased.get(clientId), this.#anonymised.get(clientId)].flatMap(seq => seq ?? [])
    return at.length === 0 ? undefined : Math.min(...at)
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
    if (this.isPersonGone(clientId)) return true
    return kind !== PROFILE && takenOfKind(kind) < (this.#years.get(yearOfKind(kind)) ?? 0)
  }

  #add({ seq, action, record, year, times }: Row): void {
    this.#read = seq
    if (year !== null) {
      this.#years.set(year, Math.max(this.#years.get(year) ?? 0, times!))
      return
    }
    const gone = action === 'client.erased' ? this.#erased : this.#anonymised
    try {
      for (const clientId of readRecord(record).clientIds) gone.set(clientId, seq)
    } catch {
      // An entry that cannot be read explains nothing, and is told of where the entries are checked.
    }
  }
}
