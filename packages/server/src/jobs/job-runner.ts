/**
 * Runs the jobs that are due: two at once, of the long ones only one, and beside them one of each lane. Several servers
 * share one table of jobs.
 */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { randomId } from '../random.ts'
import { JobQueue, type LeasedJob } from '../store/jobs/job-queue.ts'
import type { Job } from './job.ts'

export interface JobRunnerOptions {
  /** Told of every run that failed. Messages of the database may quote a row: pass on only what happened. */
  readonly report: (error: unknown, about: { readonly job: string; readonly workspaceId: number }) => void
}

const AT_ONCE = 2
/** Looks for due jobs so often, in ms. */
const LOOK_EVERY = 1000
/** Looks so often whether a new workspace lacks its periodic jobs. */
const ENSURE_EVERY = 30_000
/** A third of a lease: one renewal may fail. */
const RENEW_EVERY = 20_000
/** About a day of tries. */
const MOST_ATTEMPTS = 30

export class JobRunner {
  readonly #daybook: Daybook
  readonly #jobs: ReadonlyMap<string, Job>
  readonly #queue: JobQueue
  readonly #report: JobRunnerOptions['report']
  readonly #running = new Map<Promise<void>, Job>()
  readonly #stop = new AbortController()
  #loop: Promise<void> | undefined
  #ensuredAt = -Infinity
  #wake: () => void = () => {}

  constructor(daybook: Daybook, jobs: readonly Job[], options: JobRunnerOptions) {
    this.#daybook = daybook
    this.#jobs = new Map(jobs.map(job => [job.name, job]))
    this.#queue = new JobQueue(daybook.pools.jobs, randomId())
    this.#report = options.report
  }

  /** Begins to look for jobs, the first time in a second: whoever starts the server wants its first answer before. */
  start(): void {
    this.#loop ??= this.#look()
  }

  /** Looks now, once it was started: something is due that somebody waits for. */
  look(): void {
    this.#wake()
  }

  /** Runs everything that is due, until nothing is. For tests, and instead of `start`. */
  async runDue(): Promise<void> {
    do {
      await this.#ensure()
      await this.#startDue()
      await Promise.all(this.#running.keys())
    } while (await this.#startDue())
    await Promise.all(this.#running.keys())
  }

  /** Takes no further job, tells those under way to hurry, and waits for them. What was cut off is due again. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake()
    await this.#loop
    await Promise.all(this.#running.keys())
  }

  async #look(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, LOOK_EVERY)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      try {
        if (performance.now() - this.#ensuredAt > ENSURE_EVERY) await this.#ensure()
        await this.#startDue()
      } catch (error) {
        // The database is away for a moment: look again.
        this.#report(error, { job: 'look for jobs', workspaceId: 0 })
      }
    }
  }

  async #ensure(): Promise<void> {
    const periodic = [...this.#jobs.values()].filter(job => job.every !== undefined)
    const ids = periodic.some(job => job.scope === 'workspace') ? await this.#daybook.workspaces.ids() : []
    for (const { name, scope } of periodic)
      await this.#queue.ensure(name, scope === 'workspace' ? ids : [0], this.#daybook.now())
    this.#ensuredAt = performance.now()
  }

  /** Fills the free places; true where it found anything to do. */
  async #startDue(): Promise<boolean> {
    let found = false
    while (!this.#stop.signal.aborted) {
      const names = this.#startable()
      const held = names.length > 0 ? await this.#queue.lease(names, this.#daybook.now()) : undefined
      if (held === undefined) break
      found = true
      const job = this.#jobs.get(held.job)!
      const run = this.#run(job, held)
        .catch((error: unknown) =>
          this.#report(error, { job: `${job.name}: give back`, workspaceId: held.workspaceId }),
        )
        .finally(() => {
          this.#running.delete(run)
          this.#wake()
        })
      this.#running.set(run, job)
    }
    return found
  }

  /** The names of the jobs that have a place now. */
  #startable(): string[] {
    const running = [...this.#running.values()]
    const shared = running.filter(job => job.lane === undefined)
    const busy = shared.some(job => job.long)
    const hasPlace = (job: Job): boolean =>
      job.lane === undefined
        ? shared.length < AT_ONCE && !(job.long && busy)
        : running.every(other => other.lane !== job.lane)
    return [...this.#jobs.values()].filter(hasPlace).map(job => job.name)
  }

  async #run(job: Job, held: LeasedJob): Promise<void> {
    const lost = new AbortController()
    const renewal = setInterval(() => {
      void this.#queue.renew(held).then(
        still => still || lost.abort(),
        () => {},
      )
    }, RENEW_EVERY)
    const run = {
      workspaceId: held.workspaceId,
      item: held.item,
      attempt: held.attempts,
      signal: AbortSignal.any([this.#stop.signal, lost.signal]),
    }
    try {
      await job.run(this.#daybook, run)
      if (job.every === undefined) await this.#queue.done(held)
      else await this.#queue.again(held, this.#daybook.now() + job.every, 0)
    } catch (error) {
      if (run.signal.aborted) await this.#queue.again(held, this.#daybook.now(), held.attempts - 1)
      else await this.#failed(job, held, run, error)
    } finally {
      clearInterval(renewal)
    }
  }

  async #failed(job: Job, held: LeasedJob, run: Parameters<Job['run']>[1], error: unknown): Promise<void> {
    const isGone = error instanceof LogError && error.code === 'workspace_missing'
    // A workspace that was closed has nothing to do.
    if (!isGone) this.#report(error, { job: job.name, workspaceId: held.workspaceId })
    if (isGone || (job.every === undefined && held.attempts >= MOST_ATTEMPTS)) {
      if (!isGone) await job.givenUp?.(this.#daybook, run, error)
      await this.#queue.done(held)
    } else {
      await this.#queue.again(held, this.#daybook.now() + pauseAfter(held.attempts, job.every), held.attempts)
    }
  }
}

/** 5 s after the first failure, twice as long after each, an hour at most and never longer than the job's period. */
function pauseAfter(attempts: number, every = Infinity): number {
  return Math.min(5000 * 2 ** Math.min(attempts - 1, 20), 3_600_000, every)
}
