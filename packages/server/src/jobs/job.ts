import type { Daybook } from '../daybook.ts'

/** What one run of a job is about. */
export interface JobRun {
  /** 0 for a job of the whole installation. */
  readonly workspaceId: number
  /** What it is about within the workspace, an export's id say; 0 where it is about the workspace. */
  readonly item: number
  /** Tries so far, this one included. */
  readonly attempt: number
  /** Aborted when the server stops or has lost the job to another: finish soon, or throw; it is run again. */
  readonly signal: AbortSignal
}

/**
 * Work that nobody waits for. A run may be cut off at any moment and then begins again, on this server or another, so
 * it finds out from the tables what is left to do. It sees one workspace at a time, through the app role.
 */
export interface Job {
  /** `check-log`: its name in the table; also what the log of the server calls it. */
  readonly name: string
  /** `workspace`: one row each. `installation`: one row in all. */
  readonly scope: 'workspace' | 'installation'
  /** Milliseconds from the end of a run to the next; where absent, it runs only when asked for. */
  readonly every?: number
  /** May take longer than a few seconds: a server runs one such job at a time, and keeps a place for the quick ones. */
  readonly long?: true
  /** Has a place of its own beside the others: neither waits for the other. Jobs of one lane run one at a time. */
  readonly lane?: string
  run(daybook: Daybook, run: JobRun): Promise<void>
  /** Told when the last try of a job that was asked for has failed; the job is then forgotten. */
  givenUp?(daybook: Daybook, run: JobRun, error: unknown): Promise<void>
}
