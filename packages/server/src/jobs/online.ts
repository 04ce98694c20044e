import type { Job } from './job.ts'

const EVERY_MS = 60_000

/**
 * What the clock does for those who are online: letters are sent again, sessions end, times that nobody confirmed are free.
 * @param sweep does it for a workspace
 */
export const onlineJob = (sweep: (workspaceId: number) => Promise<void>): Job => ({
  name: 'online',
  scope: 'workspace',
  every: EVERY_MS,
  run: (_, { workspaceId }) => sweep(workspaceId),
})
