import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { ROTATE_SIGNING_HELP, rotateSigning } from './keys-rotate-signing.ts'

/** `daybook keys rotate`: a new key in the place of one. */
export const keysRotate: Command = {
  usage: 'keys rotate --signing --workspace ID [--overlap DAYS] [--data DIR]',
  help: ROTATE_SIGNING_HELP,
  options: {
    signing: { type: 'boolean' },
    workspace: { type: 'string' },
    overlap: { type: 'string' },
    data: { type: 'string' },
  },
  run(args) {
    if (args.values['signing'] !== true) throw new UsageError('--signing is missing.')
    return rotateSigning(args)
  },
}
