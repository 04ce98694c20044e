import type { ParseArgsOptionsConfig } from 'node:util'

/** What a command line said, parsed. */
export interface Arguments {
  readonly positionals: readonly string[]
  /** By the options' names; a repeatable one is a list. */
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  /** `--json`: print one JSON object and nothing else. */
  readonly json: boolean
}

/** One command of the command line. */
export interface Command {
  /** Behind `daybook `: `serve [--port N] [--data DIR]`. */
  readonly usage: string
  /** What it does, and its options, for `--help`. */
  readonly help: string
  /** Besides `--json` and `--help`, which every command has. */
  readonly options: ParseArgsOptionsConfig
  /** How many names follow the command: [at least, at most]. */
  readonly positionals?: readonly [number, number]
  /** @returns the exit code */
  run(args: Arguments): Promise<number>
}

/** A command line that cannot be understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The value of an option that takes text. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The value of an option that must be given. */
export function requiredOption(args: Arguments, name: string): string {
  const value = textOption(args, name)
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`)
  return value
}
