import { readConfig } from '@daybook/server'
import type { Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

/** `daybook check-log`: recomputes a log from its rows and says whether it is whole. */
export const checkLogCommand: Command = {
  usage: 'check-log --workspace ID [--data DIR]',
  help: [
    'Checks a workspace’s log: recomputes every hash from the parts, and holds links, counts, states and keys against the',
    'entries. Names the first entry with which something is wrong, and what. Exit code 0 where the log is whole, else 1.',
    'Works with the server running or not; nothing is locked meanwhile.',
    '',
    '  --workspace ID  the workspace whose log is checked',
    '  --data DIR      data folder (default ./data)',
    '  --json          print {"ok", "size", "root", "erasedClients", "count", "problems": [{"seq", "what"}]}',
    '',
    'docs/guide/check-log.md says what to do where something is wrong.',
  ].join('\n'),
  options: { workspace: { type: 'string' }, data: { type: 'string' } },
  async run(args) {
    const workspace = requiredOption(args, 'workspace')
    const { checkLog, parseId, withDaybook } = await import('@daybook/server/command')
    const { createCheckProgress } = await import('./check-progress.ts')
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const stop = new AbortController()
    const onSignal = (): void => stop.abort()
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    const progress = createCheckProgress(process.stderr, () => performance.now())
    try {
      const checked = await withDaybook(
        readConfig({ data: textOption(args, 'data') }),
        'check-log',
        async daybook => {
          for (;;) {
            const done = await checkLog(daybook, workspaceId, {
              signal: stop.signal,
              progress: progress.update,
            })
            if (done !== undefined) return done
            progress.wait('the server is checking this log: waiting until it has done so')
            await pause(1000, stop.signal)
          }
        },
      )
      progress.end()
      const { size, root, erased, count, problems } = checked
      const ok = count === 0
      if (args.json)
        console.log(
          JSON.stringify({ ok, size, root: root.toString('base64'), erasedClients: erased, count, problems }),
        )
      else console.log(describe(checked))
      return ok ? 0 : 1
    } catch (error) {
      progress.end()
      if (stop.signal.aborted) return 130
      throw error
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
  },
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}

const SHOWN = 20

function describe(checked: {
  readonly size: number
  readonly root: Buffer
  readonly erased: number
  readonly count: number
  readonly problems: readonly { readonly seq: number; readonly what: string }[]
}): string {
  const number = (value: number): string => value.toLocaleString('en-US')
  const { size, root, erased, count, problems } = checked
  if (count === 0) {
    const erasedLine =
      erased === 0 ? [] : [`${number(erased)} clients are erased or anonymised; their entries are whole.`]
    return [
      `The log is whole: ${number(size)} entries, root ${root.toString('base64')}.`,
      ...erasedLine,
    ].join('\n')
  }
  const lines = problems.slice(0, SHOWN).map(({ seq, what }) => (seq === 0 ? what : `entry ${seq}: ${what}`))
  const [first, ...others] = lines
  const rest = count - lines.length
  return [
    `The log is not whole. The first problem is ${first}.`,
    ...(others.length > 0 ? ['', 'Also:', ...others.map(line => `  ${line}`)] : []),
    ...(rest > 0 ? [`  and ${number(rest)} more`] : []),
    '',
    'docs/guide/check-log.md says what to do.',
  ].join('\n')
}
