/**
 * The table of jobs: one row for each thing to do, leased by the server that does it. Rows hold names and ids only.
 * Leases go by the clock of the database, so that servers need not agree on the time.
 */
import type { Pool } from 'pg'

/** A row that this server holds. */
export interface LeasedJob {
  readonly job: string
  /** 0 for a job of the whole installation. */
  readonly workspaceId: number
  /** What it is about within the workspace; 0 where it is about the workspace. */
  readonly item: number
  /** This one included. */
  readonly attempts: number
  readonly asked: number
}

const LEASE_SECONDS = 60
const ROW = 'workspace_id = $1 and job = $2 and item = $3 and server = $4'

export class JobQueue {
  readonly #pool: Pool
  readonly #server: number

  /**
   * @param pool connections of the role `daybook_jobs`
   * @param server a random number that tells this server from the others
   */
  constructor(pool: Pool, server: number) {
    this.#pool = pool
    this.#server = server
  }

  /** Makes the rows of a periodic job where they are missing, due at once. */
  async ensure(job: string, workspaceIds: readonly number[], now: number): Promise<void> {
    await this.#pool.query(
      `insert into daybook_jobs.jobs (job, workspace_id, item, due_at)
       select $1, workspace_id, 0, $3 from unnest($2::bigint[]) as workspace_id on conflict do nothing`,
      [job, workspaceIds, now],
    )
  }

  /** Takes the job that is due longest, one of these names. */
  async lease(jobs: readonly string[], now: number): Promise<LeasedJob | undefined> {
    const { rows } = await this.#pool.query<LeasedJob>(
      `update daybook_jobs.jobs j
          set server = $1, leased_until = clock_timestamp() + make_interval(secs => $2), attempts = j.attempts + 1
         from (select workspace_id, job, item from daybook_jobs.jobs
                where job = any($3) and due_at <= $4 and (leased_until is null or leased_until < clock_timestamp())
                order by due_at limit 1 for update skip locked) due
        where j.workspace_id = due.workspace_id and j.job = due.job and j.item = due.item
        returning j.job, j.workspace_id as "workspaceId", j.item, j.attempts, j.asked`,
      [this.#server, LEASE_SECONDS, jobs, now],
    )
    return rows[0]
  }

  /** Goes on holding the job; false where another server has taken it meanwhile. */
  async renew(held: LeasedJob): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update daybook_jobs.jobs set leased_until = clock_timestamp() + make_interval(secs => $5) where ${ROW}`,
      [...this.#row(held), LEASE_SECONDS],
    )
    return rowCount === 1
  }

  /** Gives the job back, to be run again at `dueAt`, or at once where it was asked for meanwhile. */
  async again(held: LeasedJob, dueAt: number, attempts: number): Promise<void> {
    await this.#pool.query(
      `update daybook_jobs.jobs set server = null, leased_until = null, attempts = $6,
         due_at = case when asked = $7 then $5 else least($5, due_at) end
       where ${ROW}`,
      [...this.#row(held), dueAt, attempts, held.asked],
    )
  }

  /** Removes the job, unless it was asked for meanwhile: then it is due again. */
  async done(held: LeasedJob): Promise<void> {
    const { rowCount } = await this.#pool.query(`delete from daybook_jobs.jobs where ${ROW} and asked = $5`, [
      ...this.#row(held),
      held.asked,
    ])
    if (rowCount === 0) await this.again(held, Number.MAX_SAFE_INTEGER, 0)
  }

  #row({ workspaceId, job, item }: LeasedJob): (number | string)[] {
    return [workspaceId, job, item, this.#server]
  }
}
