import { VisuallyHidden } from '@daybook/timeline'
import { useMutation } from '@tanstack/react-query'
import table from '../account/sessions-section.module.css'
import { queries } from '../queries.ts'
import { sessionQuery } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { MemberActs } from './member-acts.tsx'
import type { MadeLink } from './link-dialog.tsx'
import css from './member-table.module.css'
import { roleName, ROLES, VIEWS } from './roles.ts'
import { sayRefusal } from './say-refusal.ts'
import { useInZone } from './use-in-zone.ts'
import { type Member, readMembersAgain } from './use-members.ts'

interface Props {
  readonly members: readonly Member[]
  readonly mayChange: boolean
  onLink(link: MadeLink): void
}

type Change = { readonly role?: string; readonly visibility?: string | null }

/** Who works here. The roles are said again because a table laid out as cards loses them. */
export function MemberTable({ members, mayChange, onLink }: Props) {
  const { session, workspace, daybook } = useWorkspace()
  const announce = useAnnounce()
  const change = useMutation({
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
  return (
    <table className={`${table.table} ${css.table}`} role="table">
      <caption className={table.caption}>Members</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Member', 'Role', 'Sees', 'Two-factor', 'Last active'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
          {mayChange && (
            <th scope="col" role="columnheader">
              <VisuallyHidden>Acts</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {members.map(member => (
          <Row
            key={member.id}
            member={member}
            self={member.id === session.member.id}
            mayChange={mayChange && (member.role !== 'owner' || workspace.role === 'owner')}
            shown={mayChange}
            onChange={body => change.mutate({ member, body })}
            onLink={onLink}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly member: Member
  readonly self: boolean
  readonly mayChange: boolean
  /** The column of acts is there. */
  readonly shown: boolean
  onChange(body: Change): void
  onLink(link: MadeLink): void
}

function Row({ member, self, mayChange, shown, onChange, onLink }: RowProps) {
  const { workspace } = useWorkspace()
  const inZone = useInZone()
  const roles = ROLES.filter(({ id }) => id !== 'owner' || workspace.role === 'owner')
  return (
    <tr role="row">
      <th scope="row" role="rowheader">
        {member.name}
        {self && <span className={table.here}>You</span>}
        <span className={table.method}>{member.email}</span>
      </th>
      <td role="cell" data-label="Role">
        {mayChange ? (
          <select
            className={css.select}
            aria-label={`Role of ${member.name}`}
            value={member.role}
            onChange={event => onChange({ role: event.target.value })}
          >
            {roles.map(({ id, one }) => (
              <option key={id} value={id}>
                {one}
              </option>
            ))}
          </select>
        ) : (
          roleName(member.role)
        )}
      </td>
      <td role="cell" data-label="Sees">
        <Sees member={member} mayChange={mayChange} onChange={onChange} />
      </td>
      <td role="cell" data-label="Two-factor">
        {member.twoFactor ? 'On' : 'Off'}
      </td>
      <td role="cell" data-label="Last active">
        {member.lastActiveAt === undefined ? (
          'Not signed in'
        ) : (
          <time dateTime={member.lastActiveAt} title={member.lastActiveAt}>
            {inZone.stamp(member.lastActiveAt)}
          </time>
        )}
      </td>
      {shown && (
        <td role="cell" className={table.act}>
          {mayChange && <MemberActs member={member} self={self} onLink={onLink} />}
        </td>
      )}
    </tr>
  )
}

/** Only what the staff see may be limited. */
function Sees({ member, mayChange, onChange }: Pick<RowProps, 'member' | 'mayChange' | 'onChange'>) {
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
