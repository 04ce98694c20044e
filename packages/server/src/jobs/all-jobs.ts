import type { Job } from './job.ts'
import { eraseDueJob } from './erase-due.ts'
import { makeExportJob } from './make-export.ts'
import { settleKeysJob } from './settle-keys.ts'
import { sweepExportsJob } from './sweep-exports.ts'

/** Every job of the server. One file for each, named as the job. */
export const ALL_JOBS: readonly Job[] = [eraseDueJob, makeExportJob, settleKeysJob, sweepExportsJob]
