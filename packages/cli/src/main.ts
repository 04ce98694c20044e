import { parseArgs } from 'node:util'
import type { Arguments, Command } from './command.ts'
import { UsageError } from './command.ts'
import type { CommandEntry } from './commands.ts'
import { COMMANDS } from './commands.ts'

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code: 0 done, 1 failed (one line on stderr says why), 2 not understood
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`daybook: ${error.message} See daybook --help.`)
      return 2
    }
    console.error(isForPeople(error) ? `daybook: ${error.message}` : error)
    return 1
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [first] = args
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    console.log(overview())
    return first === undefined ? 2 : 0
  }
  const entry = findCommand(args)
  const command = await entry.load()
  const parsed = parse(command, args.slice(entry.words.length))
  if (parsed.values['help'] === true) {
    console.log(`Usage: daybook ${command.usage}\n\n${command.help}`)
    return 0
  }
  const [least, most] = command.positionals ?? [0, 0]
  if (parsed.positionals.length < least) throw new UsageError(`Usage: daybook ${command.usage}.`)
  if (parsed.positionals.length > most)
    throw new UsageError(`"${parsed.positionals[most]}" is one word too many.`)
  return command.run(parsed)
}

function findCommand(args: readonly string[]): CommandEntry {
  const found = COMMANDS.find(({ words }) => words.every((word, index) => word === args[index]))
  if (found !== undefined) return found
  const family = COMMANDS.filter(({ words }) => words[0] === args[0]).map(({ words }) => words.join(' '))
  if (family.length > 0) throw new UsageError(`"${args[0]}" needs a second word: ${family.join(', ')}.`)
  throw new UsageError(`There is no command "${args[0]}".`)
}

function parse(command: Command, args: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { values, positionals, json: values.json === true }
  } catch (error) {
    // Node explains how to pass a name that begins with a dash, at length.
    throw new UsageError((error as Error).message.split('. ')[0]!.replace(/\.?$/, '.'))
  }
}

/** Errors whose message was written for whoever typed the command. */
function isForPeople(error: unknown): error is Error {
  return error instanceof Error && ['StartError', 'LogError', 'ImportError'].includes(error.name)
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ words }) => words.join(' ').length))
  return [
    'Usage: daybook <command> [options]',
    '',
    ...COMMANDS.map(({ words, summary }) => `  ${words.join(' ').padEnd(width)}  ${summary}`),
    '',
    'Every command explains itself with --help, and prints one JSON object with --json.',
    'Commands that need the database take --data DIR (default ./data), or DATABASE_URL.',
  ].join('\n')
}
