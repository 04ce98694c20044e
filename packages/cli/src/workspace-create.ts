import { readConfig } from '@daybook/server'
import type { Command } from './command.ts'
import { requiredOption, textOption } from './command.ts'

/** `daybook workspace create`: makes a workspace and prints its id. */
export const workspaceCreate: Command = {
  usage: 'workspace create --name N --time-zone Z [--data DIR]',
  help: [
    'Makes a workspace: one business, with one log.',
    '',
    '  --name N       its name, as staff see it',
    '  --time-zone Z  its zone, such as Europe/Lisbon: it decides where days begin and end',
    '  --data DIR     data folder (default ./data)',
    '  --json         print {"id", "name", "timeZone"}',
  ].join('\n'),
  options: { name: { type: 'string' }, 'time-zone': { type: 'string' }, data: { type: 'string' } },
  async run(args) {
    const name = requiredOption(args, 'name')
    const timeZone = requiredOption(args, 'time-zone')
    const { createWorkspace, formatId, withDaybook } = await import('@daybook/server/command')
    const workspace = await withDaybook(
      readConfig({ data: textOption(args, 'data') }),
      'workspace create',
      daybook => createWorkspace(daybook, { name, timeZone }),
    )
    const id = formatId('ws', workspace.id)
    if (args.json) console.log(JSON.stringify({ id, name: workspace.name, timeZone: workspace.timeZone }))
    else console.log(`Made the workspace "${workspace.name}": ${id}`)
    return 0
  },
}
