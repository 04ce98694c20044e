import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { isTimeZone } from '../entry/times.ts'
import { FIRST_COUNTING, type Principal, type Workspace } from '../entry/workspace.ts'
import { randomId } from '../random.ts'
import { recordOwn } from './record-own.ts'

/**
 * Makes a workspace, its keys and its log, whose first entry tells of it. The owners of the installation own it.
 * @param input `by`: who makes it, where that is not Daybook itself
 * @throws LogError `query_invalid`
 */
export async function createWorkspace(
  daybook: Daybook,
  input: {
    readonly name: string
    readonly timeZone: string
    readonly locale?: string
    readonly by?: Principal['actor']
    readonly demo?: boolean
  },
): Promise<Workspace> {
  const name = input.name.trim()
  if (name === '' || name.length > 200)
    throw new LogError('query_invalid', 'A workspace needs a name of 1 to 200 characters.')
  if (!isTimeZone(input.timeZone)) {
    throw new LogError(
      'query_invalid',
      `"${input.timeZone}" is not a time zone: use a name such as "Europe/Lisbon".`,
    )
  }
  const workspace: Workspace = {
    id: randomId(),
    name,
    timeZone: input.timeZone,
    locale: input.locale ?? 'en',
    counting: FIRST_COUNTING,
    createdAt: daybook.now(),
    settings: {},
    demo: input.demo === true,
    generations: [],
  }
  // First the keys: a workspace without them could never be read, keys without a workspace harm nobody.
  daybook.folder.createWorkspace(workspace.id)
  await daybook.keks.create(workspace.id, 1)
  const owners = await daybook.owners.all()
  const principal: Principal = {
    workspaceId: workspace.id,
    kind: input.by === undefined ? 'daybook' : 'member',
    actor: input.by ?? { type: 'system' },
    scopes: ['admin'],
  }
  await recordOwn(
    daybook,
    principal,
    workspace,
    { action: 'workspace.created', data: { name, timeZone: workspace.timeZone } },
    async run => {
      await daybook.workspaces.insert(run, workspace)
      for (const { memberId: id, userId, name } of owners)
        await daybook.members.join(run, {
          workspaceId: workspace.id,
          id,
          userId,
          role: 'owner',
          name,
          joinedAt: workspace.createdAt,
        })
    },
  )
  return workspace
}
