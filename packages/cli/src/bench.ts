import { StartError } from '@daybook/server'
import type { Command } from './command.ts'
import { textOption, UsageError } from './command.ts'

/** `daybook bench`: measures Daybook beside others on this machine. */
export const bench: Command = {
  usage: 'bench [--quick] [--large] [--only PART,PART | --web]',
  help: [
    'Measures Daybook beside message-db, emmett-postgresql, an audit table and raw SQL, on one PostgreSQL,',
    'prints one table and writes it to bench/results. Takes about half an hour, and some minutes more the first time.',
    '',
    '  --quick        small sizes and short rounds: a few minutes',
    '  --large        reads a workspace of ten million entries too (needs 25 GB of disk, and patience)',
    '  --only P,P     some of: append, http, import, read, proof, check, export, disk, live',
    '  --web          the staff app in Chromium instead: first row, filters, arrivals, long lists',
    '  --json         print {"file", "missed", "report"}',
    '',
    'It needs a clone of the repository. Let the machine do nothing else meanwhile.',
  ].join('\n'),
  options: {
    quick: { type: 'boolean' },
    large: { type: 'boolean' },
    only: { type: 'string' },
    web: { type: 'boolean' },
  },
  async run(args) {
    const { PARTS, runBench } = await loadBench()
    const asked = textOption(args, 'only')
      ?.split(',')
      .map(part => part.trim())
    const unknown = asked?.find(part => !(PARTS as readonly string[]).includes(part))
    if (unknown !== undefined)
      throw new UsageError(`--only knows no "${unknown}": it takes ${PARTS.join(', ')}.`)
    const stop = new AbortController()
    const onSignal = (): void => stop.abort()
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    try {
      const result = await runBench({
        quick: args.values['quick'] === true,
        large: args.values['large'] === true,
        parts: args.values['web'] === true ? ['web'] : asked && PARTS.filter(part => asked.includes(part)),
        signal: stop.signal,
      })
      if (args.json) console.log(JSON.stringify(result))
      else console.log(`${result.report}\nWritten to ${result.file}.`)
      return 0
    } catch (error) {
      if (!stop.signal.aborted) throw error
      console.error('daybook: the bench was stopped; nothing was written.')
      return 130
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
  },
}

async function loadBench(): Promise<typeof import('@daybook/bench')> {
  try {
    return await import('@daybook/bench')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new StartError(
      'The bench is not part of an installed Daybook: clone the repository, run npm ci in it, then npx daybook bench.',
      error,
    )
  }
}
