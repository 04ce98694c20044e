import { readConfig } from '@daybook/server'
import type { Principal } from '@daybook/server/command'
import type { Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'
import { openExportFolder } from './export/export-folder.ts'
import { createExportProgress } from './export/export-progress.ts'

const FORMATS = ['log']

/** `daybook export`: a whole log as files that verify offline. */
export const exportCommand: Command = {
  usage: 'export --workspace ID --format log --out DIR [--data DIR]',
  help: [
    'Writes a whole log into a folder: every entry with all that can still be opened of it, the hash tree, the signed',
    'checkpoint and the keys. "daybook verify DIR" verifies it without a server; docs/spec/exported-log.md says how.',
    'Entries may be appended meanwhile; the folder holds those up to the checkpoint that is signed at the beginning.',
    '',
    '  --workspace ID  the workspace',
    '  --format log    the form of the export',
    '  --out DIR       a new folder; it is there once it is whole',
    '  --data DIR      data folder (default ./data)',
    '  --json          print {"out", "entries"}',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    data: { type: 'string' },
  },
  async run(args) {
    const workspace = requiredOption(args, 'workspace')
    const format = requiredOption(args, 'format')
    if (!FORMATS.includes(format))
      throw new UsageError(`--format knows no "${format}": it takes ${FORMATS.join(', ')}.`)
    const folder = openExportFolder(requiredOption(args, 'out'))
    const { exportLog, parseId, withDaybook } = await import('@daybook/server/command')
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const by: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
    const progress = createExportProgress(process.stderr, () => performance.now())
    const config = readConfig({ data: textOption(args, 'data') })
    try {
      const entries = await withDaybook(config, 'export', async daybook => {
        let count = 0
        for await (const { path, bytes, done, total } of exportLog(daybook, by)) {
          folder.append(path, bytes)
          count = total
          if (!args.json) progress.show(done, total)
        }
        return count
      })
      folder.finish()
      progress.end()
      if (args.json) console.log(JSON.stringify({ out: folder.path, entries }))
      else console.log(`Exported ${entries.toLocaleString('en-US')} entries to ${folder.path}`)
      return 0
    } finally {
      folder.close()
    }
  },
}
