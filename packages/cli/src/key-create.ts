import { readConfig } from '@daybook/server'
import type { Principal } from '@daybook/server/command'
import type { Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

/** `daybook key create`: makes an API key and prints it, once. */
export const keyCreate: Command = {
  usage: 'key create --workspace ID --scope read,append,admin [--name N] [--data DIR]',
  help: [
    'Makes an API key. It is printed this once and cannot be shown again.',
    '',
    '  --workspace ID  the workspace it opens',
    '  --scope S,S     what it may do: read, append, admin (admin includes the others)',
    '  --name N        what it is for, as it will be named in the log',
    '  --data DIR      data folder (default ./data)',
    '  --json          print {"id", "key", "scopes"}',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    scope: { type: 'string' },
    name: { type: 'string' },
    data: { type: 'string' },
  },
  async run(args) {
    const workspace = requiredOption(args, 'workspace')
    const scopes = requiredOption(args, 'scope')
      .split(',')
      .map(scope => scope.trim())
    const { createKey, parseId, withDaybook } = await import('@daybook/server/command')
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const principal: Principal = {
      workspaceId,
      kind: 'daybook',
      actor: { type: 'system' },
      scopes: ['admin'],
    }
    const { id, key } = await withDaybook(
      readConfig({ data: textOption(args, 'data') }),
      'key create',
      daybook => createKey(daybook, principal, { name: textOption(args, 'name'), scopes }),
    )
    if (args.json) console.log(JSON.stringify({ id, key, scopes }))
    else console.log(`${key}\nKeep it now: it is not stored, and cannot be shown again.`)
    return 0
  },
}
