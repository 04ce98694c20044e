import { useMutation } from '@tanstack/react-query'
import { queries } from '../queries.ts'
import { sessionQuery } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import css from '../parts/card-table.module.css'
import type { MadeLink } from './link-dialog.tsx'
import { MemberActs } from './member-acts.tsx'
import { roleName, ROLES, VIEWS } from './roles.ts'
import { sayRefusal } from './say-refusal.ts'
import { Stamp } from './stamp.tsx'
import { type Member, readMembersAgain } from './use-members.ts'

interface Props {
  readonly members: readonly Member[]
  readonly mayChange: boolean
  onLink(link: MadeLink): void
}

interface Change {
  readonly role?: string
  readonly visibility?: string | null
}

/** Who works here, in which role, and what they see. */
export function MemberTable({ members, mayChange, onLink }: Props) {
  const { session, workspace } = useWorkspace()
  const change = useChangeMember()
  return (
    <CardTable
      caption="Members"
      heads={['Member', 'Role', 'Sees', 'Two-factor', 'Last active']}
      acts={mayChange ? 'Acts' : undefined}
    >
      {members.map(member => {
        const mayThis = mayChange && (member.role !== 'owner' || workspace.role === 'owner')
        const self = member.id === session.member.id
        const choice = {
          member,
          mayChange: mayThis,
          onChange: (body: Change) => change.mutate({ member, body }),
        }
        return (
          <CardRow
            key={member.id}
            head={
              <>
                {member.name}
                {self && <span className={css.tag}>You</span>}
              </>
            }
            under={underOf(member)}
            cells={[
              ['Role', <RoleOf key="role" {...choice} />],
              ['Sees', <Sees key="sees" {...choice} />],
              ['Two-factor', member.twoFactor ? 'On' : 'Off'],
              [
                'Last active',
                member.lastActiveAt === undefined ? (
                  'Not signed in'
                ) : (
                  <Stamp key="last" at={member.lastActiveAt} />
                ),
              ],
            ]}
            acts={
              mayChange ? (
                mayThis ? (
                  <MemberActs member={member} self={self} onLink={onLink} />
                ) : null
              ) : undefined
            }
          />
        )
      })}
    </CardTable>
  )
}

/** What connected software calls them, where that is not their own name. */
function underOf({ email, name, knownAs }: Member): string | undefined {
  const others = knownAs.filter(one => one !== name)
  const also = others.length === 0 ? [] : [`also ${others.join(', ')}`]
  return [...(email === undefined ? [] : [email]), ...also].join(' · ') || undefined
}

function useChangeMember() {
  const { session, workspace, daybook } = useWorkspace()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: ({ member, body }: { member: Member; body: Change }) =>
      daybook.request('PUT', `/v1/members/${member.id}`, { body, repeatable: true }),
    onSuccess: (_, { member }) => announce(`Saved: ${member.name}`),
    onError: error => announce(sayRefusal(error)),
    onSettled: async (_, __, { member }) => {
      await readMembersAgain(workspace.id)
      if (member.id === session.member.id)
        await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}

interface ChoiceProps {
  readonly member: Member
  readonly mayChange: boolean
  onChange(body: Change): void
}

function RoleOf({ member, mayChange, onChange }: ChoiceProps) {
  const { workspace } = useWorkspace()
  if (!mayChange) return roleName(member.role)
  return (
    <select
      className={css.select}
      aria-label={`Role of ${member.name}`}
      value={member.role}
      onChange={event => onChange({ role: event.target.value })}
    >
      {ROLES.filter(({ id }) => id !== 'owner' || workspace.role === 'owner').map(({ id, one }) => (
        <option key={id} value={id}>
          {one}
        </option>
      ))}
    </select>
  )
}

/** Only what the staff see may be limited. */
function Sees({ member, mayChange, onChange }: ChoiceProps) {
  if (member.role !== 'staff') return 'Everything'
  const own = member.visibility ?? ''
  if (!mayChange) return VIEWS.find(([id]) => id === own)?.[1] ?? 'As the team'
  return (
    <select
      className={css.select}
      aria-label={`What ${member.name} sees`}
      value={own}
      onChange={event => onChange({ visibility: event.target.value || null })}
    >
      <option value="">As the team</option>
      {VIEWS.map(([id, label]) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  )
}
