import { eraseDue } from '../privacy/erase-due.ts'
import type { Job } from './job.ts'

/** Erases who is due, and makes backups of them noise: every minute, and right after an erasure was asked for. */
export const eraseDueJob: Job = {
  name: 'erase-due',
  scope: 'workspace',
  every: 60_000,
  long: true,
  async run(daybook, { workspaceId, signal }) {
    await eraseDue(daybook, workspaceId, signal)
  },
}
