import { readConfig } from '@daybook/server'
import type { Command } from './command.ts'
import { textOption } from './command.ts'

/** `daybook sign-in-link`: a new link that signs the owner in once, also after a lock-out. */
export const signInLink: Command = {
  usage: 'sign-in-link [--data DIR]',
  help: [
    'Prints a link with which the owner signs in, once and within 24 hours. An unused one made before stops working.',
    '',
    '  --data DIR  data folder (default ./data)',
    '  --json      print {"url"}',
  ].join('\n'),
  options: { data: { type: 'string' } },
  async run(args) {
    const { makeSignInLink, withDaybook } = await import('@daybook/server/command')
    const config = readConfig({ data: textOption(args, 'data') })
    const url = await withDaybook(config, 'sign-in-link', (daybook, address) =>
      makeSignInLink(daybook, config.publicUrl ?? address ?? `http://${config.host}:${config.port}`),
    )
    console.log(args.json ? JSON.stringify({ url }) : url)
    return 0
  },
}
