import { type OpenApplication, readConfig, runUntilStopped } from '@daybook/server'
import type { Command } from './command.ts'
import { textOption } from './command.ts'

/** `daybook serve`: starts the server and stays until it is stopped. */
export const serve: Command = {
  usage: 'serve [--port N] [--data DIR] [--host ADDR] [--demo]',
  help: [
    'Serves Daybook, starting its own PostgreSQL unless DATABASE_URL names one.',
    '',
    '  --port N     port to listen on (default 4700; 0 takes a free one)',
    '  --data DIR   folder for the database and the keys (default ./data)',
    '  --host ADDR  address to listen on (default 127.0.0.1)',
    '  --demo       fill an empty log with a demonstration workspace',
    '  --json       print the address and the sign-in link as one JSON object',
    '',
    'SIGTERM or Ctrl-C stops it: requests under way are finished first.',
  ].join('\n'),
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    host: { type: 'string' },
    demo: { type: 'boolean' },
  },
  async run(args) {
    const config = readConfig({
      port: textOption(args, 'port'),
      data: textOption(args, 'data'),
      host: textOption(args, 'host'),
      demo: args.values['demo'] === true,
    })
    // Loading the application takes as long as starting PostgreSQL: both happen at once.
    const application = openWithWeb()
    // It is awaited below; until then a failure to load must not end the process.
    application.catch(() => {})
    return runUntilStopped(
      config,
      async surroundings => (await application)(surroundings),
      ({ address, signInLink }) => {
        if (args.json) console.log(JSON.stringify({ address, signInLink, pid: process.pid }))
        else console.log(welcome(address, signInLink))
      },
    )
  },
}

/** The staff app is built on the first start, and again when its sources have changed. */
async function openWithWeb(): Promise<OpenApplication> {
  const [{ applicationWith, readWebFiles }, { ensureWebBuilt }] = await Promise.all([
    import('@daybook/server/application'),
    import('@daybook/web'),
  ])
  // What travels with evidence is built when somebody first asks for evidence.
  const companions = async () => (await import('@daybook/verify-page')).evidenceCompanions()
  return applicationWith(readWebFiles(await ensureWebBuilt()), companions)
}

function welcome(address: string, signInLink: string | undefined): string {
  const lines = [`Daybook is ready at ${address}`]
  if (signInLink !== undefined) lines.push(`Sign in as the first owner, once: ${signInLink}`)
  return lines.join('\n')
}
