import { resolve } from 'node:path'
import type { Command } from './command.ts'
import { textOption } from './command.ts'
import { countOfKeys, eachWorkspace, KEYS_HELP, KEYS_OPTIONS } from './keys/each-workspace.ts'

/** `daybook keys restore`: puts the newest key backup in place after the database was restored from a dump. */
export const keysRestore: Command = {
  usage: 'keys restore [--workspace ID] [--from DIR] [--data DIR]',
  help: [
    'Run it after the database was restored from a dump. The newest key backup gives back the keys of everybody who is',
    'not erased; what was erased since the dump is erased again. Running it once more does no harm.',
    '',
    ...KEYS_HELP,
    '  --from DIR      where the key backups are (default: backup in the key folder)',
    '  --json          print {"workspaces": [{"id", "kek", "keys", "dropped", "path"}]}',
  ].join('\n'),
  options: { ...KEYS_OPTIONS, from: { type: 'string' } },
  async run(args) {
    const from = textOption(args, 'from')
    const { restoreKeys } = await import('@daybook/server/command')
    return eachWorkspace(
      args,
      'keys restore',
      (daybook, workspaceId, tell) =>
        restoreKeys(daybook, workspaceId, {
          folder: from === undefined ? undefined : resolve(from),
          onKeys: keys => tell(`${countOfKeys(keys)} restored`),
        }),
      ({ id, keys, dropped, path }) =>
        path === undefined
          ? `${id} has no key backup and needs none: the keys of the database open.`
          : `Restored ${countOfKeys(keys)} of ${id} from ${path}` +
            (dropped > 0 ? `; ${countOfKeys(dropped)} of erased clients open nothing any more` : ''),
    )
  },
}
