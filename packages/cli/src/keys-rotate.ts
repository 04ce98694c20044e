import type { Command } from './command.ts'
import { ROTATE_SIGNING_HELP, rotateSigning } from './keys-rotate-signing.ts'
import { countOfKeys, eachWorkspace, KEYS_HELP, KEYS_OPTIONS } from './keys/each-workspace.ts'

/** `daybook keys rotate`: a new key-encryption key, and the end of the one before. */
export const keysRotate: Command = {
  usage: 'keys rotate [--workspace ID] [--data DIR] | keys rotate --signing --workspace ID [--overlap DAYS]',
  help: [
    'Makes a new key-encryption key, wraps the keys of all clients under it, writes a key backup, and destroys the key',
    'before. Servers may run meanwhile. Erasures do the same by themselves.',
    '',
    ...KEYS_HELP,
    '  --json          print {"workspaces": [{"id", "kek", "keys", "rewrapped", "path"}]}',
    '',
    'Dumps made before still open, with the new key and the key backup. Copies of the key folder made before do not',
    'fit what is written from now on: make a new one. docs/guide/keys.md says more.',
    '',
    ROTATE_SIGNING_HELP,
  ].join('\n'),
  options: { ...KEYS_OPTIONS, signing: { type: 'boolean' }, overlap: { type: 'string' } },
  async run(args) {
    if (args.values['signing'] === true) return rotateSigning(args)
    const { rotateKeys } = await import('@daybook/server/command')
    return eachWorkspace(
      args,
      'keys rotate',
      (daybook, workspaceId, tell) =>
        rotateKeys(daybook, workspaceId, step => {
          if (step.step === 'rewrapped') tell(`${countOfKeys(step.keys)} of ${step.of} wrapped anew`)
          else tell(`key ${step.kek} ${step.step}`)
        }),
      ({ id, kek, keys, path }) =>
        `Key ${kek} of ${id} is in force for ${countOfKeys(keys)}; the one before is destroyed. Key backup: ${path}`,
    )
  },
}
