import { readConfig } from '@daybook/server'
import type { Principal } from '@daybook/server/command'
import type { Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

/** `daybook log continue`: a log goes on after a restore that lost signed entries. */
export const logContinue: Command = {
  usage: 'log continue --workspace ID [--data DIR]',
  help: [
    'Continues a log whose database was restored from a backup that is older than what was already signed.',
    'The entries that are there stay as they are; the log goes on under a new name, and its next entry carries the',
    'last checkpoint of the old one, so that what was lost stays visible. Nothing is signed until this is done.',
    'Restore the newest backup that you have first: what is lost is lost. See docs/guide/after-a-restore.md.',
    '',
    '  --workspace ID  the workspace',
    '  --data DIR      data folder (default ./data)',
    '  --json          print {"generation", "origin", "seq", "signedBefore"}',
  ].join('\n'),
  options: { workspace: { type: 'string' }, data: { type: 'string' } },
  async run(args) {
    const workspace = requiredOption(args, 'workspace')
    const { continueLog, parseId, withDaybook } = await import('@daybook/server/command')
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const by: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
    const { generation, origin, seq, signedBefore } = await withDaybook(
      readConfig({ data: textOption(args, 'data') }),
      'log continue',
      daybook => continueLog(daybook, by),
    )
    if (args.json) console.log(JSON.stringify({ generation, origin, seq, signedBefore }))
    else
      console.log(
        `The log goes on as ${origin} from entry ${seq}. It had been signed with ${signedBefore} entries before.`,
      )
    return 0
  },
}
