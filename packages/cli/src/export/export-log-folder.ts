import type { Config } from '@daybook/server'
import type { Principal } from '@daybook/server/command'
import { openExportFolder } from './export-folder.ts'
import { createExportProgress } from './export-progress.ts'

/** Writes a whole log into a folder, as `daybook verify` reads it. Answers where, and how many entries. */
export async function exportLogFolder(
  config: Config,
  by: Principal,
  out: string,
  quiet: boolean,
): Promise<{ out: string; entries: number }> {
  const folder = openExportFolder(out)
  const { exportLog, withDaybook } = await import('@daybook/server/command')
  const progress = createExportProgress(process.stderr, () => performance.now())
  try {
    const entries = await withDaybook(config, 'export', async daybook => {
      let count = 0
      for await (const { path, bytes, done, total } of exportLog(daybook, by)) {
        folder.append(path, bytes)
        count = total
        if (!quiet) progress.show(done, total)
      }
      return count
    })
    folder.finish()
    progress.end()
    return { out: folder.path, entries }
  } finally {
    folder.close()
  }
}
