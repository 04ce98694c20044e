import type { Job } from './job.ts'

/** Takes the newest checkpoints of all workspaces into the log of checkpoints, and has it time-stamped. */
export const anchorCheckpoints: Job = {
  name: 'anchor-checkpoints',
  scope: 'installation',
  every: 60 * 60_000,
  async run(daybook) {
    await daybook.anchors.anchor(await daybook.workspaces.ownIds())
  },
}
