import { readConfig } from '@daybook/server'
import type { OpenDaybook } from '@daybook/server/command'
import type { Arguments } from '../command.ts'
import { textOption, UsageError } from '../command.ts'
import { createStatusLine } from './status-line.ts'

/** The options that `daybook keys …` commands have in common. */
export const KEYS_OPTIONS = { workspace: { type: 'string' }, data: { type: 'string' } } as const

export const KEYS_HELP = [
  '  --workspace ID  only this workspace (default: all)',
  '  --data DIR      data folder (default ./data)',
]

/**
 * Does the work for the workspace that is named, or for all, and prints a sentence or `{"workspaces": […]}`.
 * @param work with `tell`, which shows how far it is
 * @param say one workspace's result as a sentence
 */
export async function eachWorkspace<T extends object>(
  args: Arguments,
  command: string,
  work: (daybook: OpenDaybook, workspaceId: number, tell: (text: string) => void) => Promise<T>,
  say: (result: T & { id: string }) => string,
): Promise<number> {
  const { formatId, parseId, withDaybook } = await import('@daybook/server/command')
  const wanted = textOption(args, 'workspace')
  const one = wanted === undefined ? undefined : parseId('ws', wanted)
  if (wanted !== undefined && one === undefined)
    throw new UsageError(`"${wanted}" is not the id of a workspace.`)
  const line = createStatusLine(process.stderr, () => performance.now())
  const config = readConfig({ data: textOption(args, 'data') })
  const results = await withDaybook(config, command, async daybook => {
    const done: (T & { id: string })[] = []
    // Of those that were closed there is no key left.
    const open = (await daybook.workspaces.ids()).filter(
      id => !daybook.ledger.read(id).some(({ what }) => what === 'closed'),
    )
    for (const workspaceId of one === undefined ? open : [one]) {
      const id = formatId('ws', workspaceId)
      try {
        done.push({ id, ...(await work(daybook, workspaceId, text => line.update(`${id}: ${text}`))) })
      } finally {
        line.end()
      }
      // At once, because a later workspace may fail.
      if (!args.json) console.log(say(done.at(-1)!))
    }
    return done
  })
  if (args.json) console.log(JSON.stringify({ workspaces: results }))
  else if (results.length === 0) console.log('There is no workspace yet.')
  return 0
}

/** `12,345 keys` */
export const countOfKeys = (keys: number): string =>
  `${keys.toLocaleString('en-US')} ${keys === 1 ? 'key' : 'keys'}`
