import type { Command } from './command.ts'

/** A command by its words; it is loaded when it is asked for, so that each starts quickly. */
export interface CommandEntry {
  readonly words: readonly string[]
  readonly summary: string
  load(): Promise<Command>
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    words: ['serve'],
    summary: 'start Daybook (npm start does the same)',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    words: ['workspace', 'create'],
    summary: 'make a workspace',
    load: async () => (await import('./workspace-create.ts')).workspaceCreate,
  },
  {
    words: ['key', 'create'],
    summary: 'make an API key',
    load: async () => (await import('./key-create.ts')).keyCreate,
  },
  {
    words: ['keys', 'backup'],
    summary: 'write the clients’ keys, wrapped, into a file outside the database',
    load: async () => (await import('./keys-backup.ts')).keysBackup,
  },
  {
    words: ['keys', 'restore'],
    summary: 'after a restore of the database: put the newest key backup in place',
    load: async () => (await import('./keys-restore.ts')).keysRestore,
  },
  {
    words: ['keys', 'rotate'],
    summary: 'make a new key-encryption key and destroy the one before',
    load: async () => (await import('./keys-rotate.ts')).keysRotate,
  },
  {
    words: ['sign-in-link'],
    summary: 'make a link that signs the owner in once',
    load: async () => (await import('./sign-in-link.ts')).signInLink,
  },
  {
    words: ['import'],
    summary: 'import a CSV or JSON Lines file',
    load: async () => (await import('./import.ts')).importFile,
  },
  {
    words: ['verify'],
    summary: 'verify evidence or an exported log, offline',
    load: async () => (await import('./verify.ts')).verify,
  },
  {
    words: ['export'],
    summary: 'write a whole log into a folder that anybody can verify',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    words: ['log', 'continue'],
    summary: 'go on with a log after a restore that lost signed entries',
    load: async () => (await import('./log-continue.ts')).logContinue,
  },
  {
    words: ['check-log'],
    summary: 'recompute a log from its rows and say whether it is whole',
    load: async () => (await import('./check-log.ts')).checkLogCommand,
  },
  {
    words: ['bench'],
    summary: 'measure Daybook beside others on this machine',
    load: async () => (await import('./bench.ts')).bench,
  },
]
