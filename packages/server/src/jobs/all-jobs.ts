import { anchorCheckpoints } from './anchor-checkpoints.ts'
import type { Job } from './job.ts'
import { signCheckpoint } from './sign-checkpoint.ts'

/** Every job of the server. One file for each, named as the job. */
export const ALL_JOBS: readonly Job[] = [signCheckpoint, anchorCheckpoints]
