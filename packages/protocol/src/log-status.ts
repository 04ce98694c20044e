/** What `GET /v1/log/status` answers. */
export interface LogStatus {
  /**
   * `ok`: whole when it was checked last. `problem`: something is wrong with it. `running`: being checked, and nothing
   * is known to be wrong. `overdue`: the check has not run when it should have. `unchecked`: not checked yet.
   */
  readonly state: 'ok' | 'problem' | 'running' | 'overdue' | 'unchecked'
  /** Entries in the log now. */
  readonly size: number
  /** The root of its tree now, base64. */
  readonly root: string
  /** 0, until a restore that lost signed entries made the log go on as the next one. */
  readonly generation: number
  /** The last check that came to its end. */
  readonly checked?: {
    /** When; an instant in UTC, as all here. */
    readonly at: string
    /** The log that it checked. */
    readonly size: number
    readonly root: string
    /** How long it took. */
    readonly seconds: number
    /** Clients of whom nobody can read the personal part any more; their entries count as whole. */
    readonly erasedClients: number
    /** When the next one begins. */
    readonly nextAt: string
  }
  /** The newest checkpoint that stands in the log of checkpoints, where others see it. */
  readonly anchor?: {
    /** Entries that it covers. */
    readonly size: number
    readonly at: string
  }
  /** The check under way. */
  readonly running?: {
    readonly since: string
    /** What it is reading: entries, links, counts, clients, objects, names, privacy. */
    readonly phase: string
    /** How many of these it has read, and of how many. */
    readonly done: number
    readonly total: number
  }
  /** The first thing that is wrong. */
  readonly problem?: {
    /** The number of the entry that it is about; 0 where it is about none. */
    readonly seq: number
    /** The id of that entry, where it is there. */
    readonly entry?: string
    /** What is wrong with it, in a sentence that goes on after "entry n:". */
    readonly message: string
    readonly foundAt: string
    /** The entry `log.problem_found` that tells of it. */
    readonly toldBy?: string
    /** How many things are wrong. */
    readonly count?: number
  }
}
