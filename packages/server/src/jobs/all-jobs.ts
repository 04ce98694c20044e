import { anchorCheckpoints } from './anchor-checkpoints.ts'
import { backUpKeysJob } from './back-up-keys.ts'
import { closeWorkspacesJob } from './close-workspaces.ts'
import type { Job } from './job.ts'
import { eraseDueJob } from './erase-due.ts'
import { retentionJob } from './retention.ts'
import { settleKeysJob } from './settle-keys.ts'
import { signCheckpoint } from './sign-checkpoint.ts'

/** Every job of the server. One file for each, named as the job. */
export const ALL_JOBS: readonly Job[] = [
  signCheckpoint,
  anchorCheckpoints,
  eraseDueJob,
  settleKeysJob,
  backUpKeysJob,
  retentionJob,
  closeWorkspacesJob,
]
