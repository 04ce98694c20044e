import { readConfig } from '@daybook/server'
import type { Principal } from '@daybook/server/command'
import type { Arguments } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

/** What `daybook keys rotate --signing` says of itself. */
export const ROTATE_SIGNING_HELP = [
  'With --signing it makes a new key for the checkpoints of a log. The key before signs beside it for a while, so that',
  'whoever has not seen the new trust policy can still verify; old checkpoints verify for ever.',
  '',
  '  --workspace ID    the workspace',
  '  --overlap DAYS    how long both sign (default 30)',
  '  --json            print {"key", "overlapUntil"}',
].join('\n')

const DAY = 86_400_000

/** `daybook keys rotate --signing`: a new signing key for one log. */
export async function rotateSigning(args: Arguments): Promise<number> {
  const workspace = requiredOption(args, 'workspace')
  const days = Number(textOption(args, 'overlap') ?? 30)
  if (!Number.isFinite(days) || days < 0 || days > 3650)
    throw new UsageError('--overlap is a number of days, 0 to 3650.')
  const { parseId, rotateSigningKey, withDaybook } = await import('@daybook/server/command')
  const workspaceId = parseId('ws', workspace)
  if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
  const by: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
  const rotated = await withDaybook(
    readConfig({ data: textOption(args, 'data') }),
    'keys rotate --signing',
    daybook => rotateSigningKey(daybook, by, days * DAY),
  )
  if (args.json) console.log(JSON.stringify(rotated))
  else
    console.log(
      `The new key signs from now on: ${rotated.key}\nThe key before signs beside it until ${rotated.overlapUntil}. Hand out the new trust policy until then.`,
    )
  return 0
}
