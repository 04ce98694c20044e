import { readConfig } from '@daybook/server'
import type { Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

/** `daybook import`: reads a CSV or JSON Lines file through a mapping into a workspace's log. */
export const importFile: Command = {
  usage:
    'import FILE [--map MAP] --workspace ID [--dry-run] [--import-id NAME] [--rejects FILE] [--data DIR]',
  help: [
    'Imports a CSV or JSON Lines file. Running it again adds only what is missing.',
    '',
    '  --map MAP        a mapping file, or the name of a shipped one (hotel-resort);',
    '                   without it a JSON Lines file holds drafts as they are',
    '  --workspace ID   the workspace whose log it goes into',
    '  --dry-run        read and check everything, show the first ten entries, write nothing',
    '  --import-id NAME keeps two files with one mapping apart (default: the mapping’s own name)',
    '  --rejects FILE   where rows that cannot be imported go (default FILE.rejects.jsonl)',
    '  --data DIR       data folder (default ./data)',
    '  --json           print the result as one JSON object',
    '',
    'The mapping format is described in docs/guide/import.md.',
  ].join('\n'),
  options: {
    map: { type: 'string' },
    workspace: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'import-id': { type: 'string' },
    rejects: { type: 'string' },
    data: { type: 'string' },
  },
  positionals: [1, 1],
  async run(args) {
    const file = args.positionals[0]!
    const input = { file, map: textOption(args, 'map'), importId: textOption(args, 'import-id') }
    if (args.values['dry-run'] === true) {
      const { formatPreview, previewImport } = await import('./import/preview-import.ts')
      const preview = await previewImport(input)
      console.log(args.json ? JSON.stringify(preview) : formatPreview(preview))
      return 0
    }
    const workspace = requiredOption(args, 'workspace')
    const { appendEntries, parseId, withDaybook } = await import('@daybook/server/command')
    const { runImport } = await import('./import/run-import.ts')
    const { createProgress } = await import('./import/progress.ts')
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const stop = new AbortController()
    const onSignal = (): void => stop.abort()
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    try {
      const result = await withDaybook(
        readConfig({ data: textOption(args, 'data') }),
        'import',
        async daybook => {
          const principal = {
            workspaceId,
            kind: 'daybook',
            actor: { type: 'system' },
            scopes: ['append'],
          } as const
          await daybook.workspaces.get(workspaceId)
          const done = await runImport({
            ...input,
            rejectsFile: textOption(args, 'rejects'),
            signal: stop.signal,
            progress: args.json ? undefined : createProgress(process.stderr, () => performance.now()),
            append: drafts => appendEntries(daybook, principal, { entries: drafts }, sizeOf(drafts)),
          })
          // The planner has seen none of the new rows yet.
          if (done.added > 1000) await daybook.analyze()
          return done
        },
      )
      if (args.json) console.log(JSON.stringify(result))
      else console.log(summary(result))
      return result.finished ? 0 : 130
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
  },
}

/** About the bytes that the drafts would take as a request. */
const sizeOf = (drafts: readonly object[]): number =>
  drafts.length * Math.max(200, JSON.stringify(drafts[0]).length)

function summary(result: {
  readonly finished: boolean
  readonly rows: number
  readonly added: number
  readonly duplicates: number
  readonly rejected: number
  readonly rejectsFile?: string
}): string {
  const number = (value: number): string => value.toLocaleString('en-US')
  const lines = [
    `${number(result.rows)} rows: ${number(result.added)} entries added, ${number(result.duplicates)} were there before.`,
  ]
  if (result.rejected > 0)
    lines.push(`${number(result.rejected)} rows were rejected, each with its reason: ${result.rejectsFile}`)
  if (!result.finished) lines.push('Stopped before the end: run the same command again to go on.')
  return lines.join('\n')
}
