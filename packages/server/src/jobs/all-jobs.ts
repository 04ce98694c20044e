import { anchorCheckpoints } from './anchor-checkpoints.ts'
import { backUpKeysJob } from './back-up-keys.ts'
import { checkLogJob, checkLogNowJob } from './check-log.ts'
import { closeWorkspacesJob } from './close-workspaces.ts'
import { countDaysJob } from './count-days.ts'
import { eraseDueJob } from './erase-due.ts'
import { fillOlderJob } from './fill-older.ts'
import type { Job } from './job.ts'
import { makeExportJob } from './make-export.ts'
import { markNoShowsJob } from './mark-no-shows.ts'
import { retentionJob } from './retention.ts'
import { settleKeysJob } from './settle-keys.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { sweepExportsJob } from './sweep-exports.ts'

/** What exports need; the bench runs these alone. */
export const EXPORT_JOBS: readonly Job[] = [makeExportJob, sweepExportsJob]

/** Every job of the server. One file for each, named as the job. */
export const ALL_JOBS: readonly Job[] = [
  anchorCheckpoints,
  backUpKeysJob,
  checkLogJob,
  checkLogNowJob,
  closeWorkspacesJob,
  countDaysJob,
  eraseDueJob,
  fillOlderJob,
  makeExportJob,
  markNoShowsJob,
  retentionJob,
  settleKeysJob,
  signCheckpoint,
  sweepExportsJob,
]
