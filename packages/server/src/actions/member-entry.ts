import type { Draft } from '@daybook/protocol'
import { type Caller, contextOf } from '../entry/caller.ts'
import { formatId } from '../ids.ts'

/** The entry of something that happened to a member, by whoever the principal is. */
export const memberEntry = (
  action: `member.${string}`,
  member: { readonly id: number; readonly name: string },
  caller: Caller,
  more: Pick<Draft, 'data' | 'changes' | 'reason'>,
): Draft => ({
  action,
  object: { type: 'member', id: formatId('mb', member.id), name: member.name },
  context: contextOf(caller),
  ...more,
})
