import type { Daybook } from '../daybook.ts'
import type { Member } from '../store/members.ts'

/**
 * Finds the workspaces of a user that are open; an owner of the installation first joins those that were made meanwhile.
 */
export function memberships(daybook: Daybook): (userId: string) => Promise<Member[]> {
  return async userId => {
    const [owner, all, ids] = await Promise.all([
      daybook.owners.find(userId),
      daybook.members.ofUser(userId),
      daybook.workspaces.ids(),
    ])
    const own = all.filter(member => ids.includes(member.workspaceId))
    if (owner === undefined) return own
    const missing = ids.filter(id => !own.some(member => member.workspaceId === id))
    if (missing.length === 0) return own
    for (const workspaceId of missing) {
      await daybook.members.joinNew({
        workspaceId,
        id: owner.memberId,
        userId,
        role: 'owner',
        name: owner.name,
        joinedAt: daybook.now(),
      })
    }
    return (await daybook.members.ofUser(userId)).filter(member => ids.includes(member.workspaceId))
  }
}
