import type { Job } from './job.ts'
import { eraseDueJob } from './erase-due.ts'
import { settleKeysJob } from './settle-keys.ts'

/** Every job of the server. One file for each, named as the job. */
export const ALL_JOBS: readonly Job[] = [eraseDueJob, settleKeysJob]
