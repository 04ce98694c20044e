import { failExport } from '../exports/fail-export.ts'
import { isFinal, makeExport } from '../exports/make-export.ts'
import type { Job } from './job.ts'

/** Whoever asked waits for it: after so many tries they are told that it failed. */
const MOST_TRIES = 4

/** Makes an export that was asked for. */
export const makeExportJob: Job = {
  name: 'make-export',
  scope: 'workspace',
  lane: 'exports',
  async run(daybook, { workspaceId, item, attempt, signal }) {
    try {
      await makeExport(daybook, workspaceId, item, signal)
    } catch (error) {
      if (signal.aborted || !(isFinal(error) || attempt >= MOST_TRIES)) throw error
      await failExport(daybook, workspaceId, item, error)
    }
  },
}
