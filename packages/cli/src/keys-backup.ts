import { resolve } from 'node:path'
import type { Command } from './command.ts'
import { textOption } from './command.ts'
import { countOfKeys, eachWorkspace, KEYS_HELP, KEYS_OPTIONS } from './keys/each-workspace.ts'

/** `daybook keys backup`: writes the clients' wrapped keys into a file outside the database. */
export const keysBackup: Command = {
  usage: 'keys backup [--workspace ID] [--to DIR] [--data DIR]',
  help: [
    'Writes a key backup: the keys of all clients, wrapped under the key-encryption key in force. It takes the place of',
    'the one before. Together with the key folder it opens any dump of the database for everybody who is not erased.',
    '',
    ...KEYS_HELP,
    '  --to DIR        where it is written (default: backup in the key folder)',
    '  --json          print {"workspaces": [{"id", "kek", "keys", "path"}]}',
    '',
    'docs/guide/keys.md says what to back up, and for how long.',
  ].join('\n'),
  options: { ...KEYS_OPTIONS, to: { type: 'string' } },
  async run(args) {
    const to = textOption(args, 'to')
    const { backUpKeys } = await import('@daybook/server/command')
    return eachWorkspace(
      args,
      'keys backup',
      async (daybook, workspaceId) => {
        // A rotation that comes between has written one itself; this one may go to another folder.
        for (;;) {
          const folder = to === undefined ? undefined : resolve(to)
          const backup = await backUpKeys(daybook, workspaceId, { folder })
          if (backup !== undefined) return backup
        }
      },
      ({ id, keys, path }) => `Backed up ${countOfKeys(keys)} of ${id}: ${path}`,
    )
  },
}
