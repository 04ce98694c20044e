/** Workspaces, cached: they are read by every request and change seldom. */
import { EMPTY_FRONTIER, LogError, rootOf } from '@daybook/protocol'
import type { Pool } from 'pg'
import type { Workspace, WorkspaceSettings } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { type CountingRow, readCounting } from './counting.ts'
import { putKekInForce } from './kek-rows.ts'
import { readTogether, type Run } from './transaction.ts'

interface Row extends CountingRow {
  name: string
  time_zone: string
  locale: string
  settings: string
  created_at: number
  closes_at: number | null
  closing_seq: number | null
  demo: boolean
  /** bigint[][], which pg leaves as text. */
  generations: (string | number)[][]
}

const SELECT = {
  name: 'workspace',
  // A log without a head is damaged: check-log must still be able to say so.
  text: `select name, time_zone, locale, settings, created_at, closes_at, closing_seq, demo,
           coalesce(counting, 0) as counting, coalesce(zone_set, 0) as zone_set, zone, next_zone_set, next_zone,
           array(select array[generation, first_seq] from daybook.log_generations g
                 where g.workspace_id = $1 order by generation) as generations
         from daybook.workspaces left join daybook.log_heads using (workspace_id)
         where workspace_id = $1 and closed_at is null`,
}
const INSERT = {
  name: 'new_workspace',
  text: `insert into daybook.workspaces (workspace_id, name, time_zone, locale, created_at, demo)
         values ($1, $2, $3, $4, $5, $6)`,
}
const INSERT_HEAD = {
  name: 'new_head',
  text: 'insert into daybook.log_heads (workspace_id, root) values ($1, $2)',
}
const UPDATE_SETTINGS = {
  name: 'workspace_settings',
  text: `update daybook.workspaces set settings = (settings::jsonb || $2::jsonb)::text where workspace_id = $1`,
}

const CHANGE = {
  name: 'change_workspace',
  text: `update daybook.workspaces set name = $5, time_zone = $6, locale = $7,
           settings = (settings::jsonb || $9::jsonb)::text
         where workspace_id = $1 and name = $2 and time_zone = $3 and locale = $4 and settings::jsonb = $8::jsonb
         returning 1`,
}

/** Another server's change of a setting is seen after this time at the latest, in ms. */
const MAX_AGE = 1000

export class Workspaces {
  readonly #pool: Pool
  readonly #now: () => number
  readonly #reading = new Map<number, Promise<Workspace>>()
  readonly #cache = new Map<number, { workspace: Workspace; readAt: number }>()

  constructor(pool: Pool, now: () => number) {
    this.#pool = pool
    this.#now = now
  }

  /**
   * Callers are answered in the order in which they asked, also while the row is read again: entries are appended in
   * the order in which they were sent. Throws `workspace_missing`, also where it was closed.
   */
  get(id: number): Promise<Workspace> {
    const reading = this.#reading.get(id)
    if (reading !== undefined) return reading
    const cached = this.#cache.get(id)
    if (cached !== undefined && this.#now() - cached.readAt < MAX_AGE)
      return Promise.resolve(cached.workspace)
    const read = this.#read(id).finally(() => this.#reading.delete(id))
    this.#reading.set(id, read)
    return read
  }

  async #read(id: number): Promise<Workspace> {
    const [row] = await readTogether(this.#pool, id, run => run<Row>(SELECT, [id]))
    if (row === undefined) throw new LogError('workspace_missing', 'There is no such workspace.')
    const workspace: Workspace = {
      id,
      name: row.name,
      timeZone: row.time_zone,
      locale: row.locale,
      counting: readCounting(row),
      createdAt: row.created_at,
      demo: row.demo,
      settings: JSON.parse(row.settings) as WorkspaceSettings,
      generations: row.generations.map(([generation, firstSeq]) => ({
        generation: Number(generation),
        firstSeq: Number(firstSeq),
      })),
      ...(row.closes_at !== null && { closing: { closesAt: row.closes_at, seq: row.closing_seq! } }),
    }
    this.#cache.set(id, { workspace, readAt: this.#now() })
    return workspace
  }

  /** The ids of all workspaces that are open, oldest first. */
  async ids(): Promise<number[]> {
    const { rows } = await this.#pool.query<{ workspace_id: number }>(
      'select workspace_id from daybook.workspace_ids()',
    )
    return rows.map(row => row.workspace_id)
  }

  /** Those of them that are demonstrations, and closed ones whose rows are still there. */
  async demoIds(): Promise<number[]> {
    const { rows } = await this.#pool.query<{ workspace_id: number }>(
      'select workspace_id from daybook.demo_ids()',
    )
    return rows.map(row => row.workspace_id)
  }

  /** The ids of the open workspaces in which a business keeps its own record. */
  async ownIds(): Promise<number[]> {
    const [ids, demos] = await Promise.all([this.ids(), this.demoIds()])
    return ids.filter(id => !demos.includes(id))
  }

  /** Statements that make a workspace and its empty log, for the transaction that appends its first entry. */
  async insert(run: Run, workspace: Workspace): Promise<void> {
    const { id, name, timeZone, locale, createdAt, demo } = workspace
    const root = Buffer.from(rootOf(EMPTY_FRONTIER, sha256))
    await Promise.all([
      run(INSERT, [id, name, timeZone, locale, createdAt, demo]),
      run(INSERT_HEAD, [id, root]),
      putKekInForce(run, id, 1),
    ])
  }

  /** Changes those settings that are given; what somebody else changes meanwhile stays. */
  async updateSettings(run: Run, id: number, changed: Partial<WorkspaceSettings>): Promise<void> {
    await run(UPDATE_SETTINGS, [id, JSON.stringify(changed)])
  }

  /** Changes what `before` was read as. False, and nothing happened, where somebody else has changed it since. */
  async change(
    run: Run,
    before: Workspace,
    after: Pick<Workspace, 'name' | 'timeZone' | 'locale'>,
    settings: Partial<WorkspaceSettings>,
  ): Promise<boolean> {
    const rows = await run(CHANGE, [
      before.id,
      before.name,
      before.timeZone,
      before.locale,
      after.name,
      after.timeZone,
      after.locale,
      JSON.stringify(before.settings),
      JSON.stringify(settings),
    ])
    return rows.length === 1
  }

  /** Makes the next `get` read the row again. */
  forget(id: number): void {
    this.#cache.delete(id)
  }
}
