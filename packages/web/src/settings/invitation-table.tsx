import { VisuallyHidden } from '@daybook/timeline'
import { useMutation } from '@tanstack/react-query'
import table from '../account/sessions-section.module.css'
import button from '../parts/button.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './member-table.module.css'
import { roleName } from './roles.ts'
import { sayRefusal } from './say-refusal.ts'
import { useInZone } from './use-in-zone.ts'
import { type Invitation, readMembersAgain } from './use-members.ts'

interface Props {
  readonly invitations: readonly Invitation[]
  readonly mayChange: boolean
}

/** Who is invited and has not come yet. */
export function InvitationTable({ invitations, mayChange }: Props) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const inZone = useInZone()
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) => daybook.request('DELETE', `/v1/invitations/${id}`),
    onSuccess: (_, { name }) => announce(`Withdrawn: the invitation of ${name}`),
    onError: error => announce(sayRefusal(error)),
    onSettled: () => readMembersAgain(workspace.id),
  })
  return (
    <table className={`${table.table} ${css.table}`} role="table">
      <caption className={table.caption}>Open invitations</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Invited', 'Role', 'By', 'Until'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
          {mayChange && (
            <th scope="col" role="columnheader">
              <VisuallyHidden>Withdraw</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {invitations.map(one => (
          <tr key={one.id} role="row">
            <th scope="row" role="rowheader">
              {one.name}
              <span className={table.method}>{one.email}</span>
            </th>
            <td role="cell" data-label="Role">
              {roleName(one.role)}
            </td>
            <td role="cell" data-label="By">
              {one.invitedBy}
            </td>
            <td role="cell" data-label="Until">
              <time dateTime={one.expiresAt} title={one.expiresAt}>
                {inZone.stamp(one.expiresAt)}
              </time>
            </td>
            {mayChange && (
              <td role="cell" className={table.act}>
                <button type="button" className={button.button} onClick={() => withdraw.mutate(one)}>
                  Withdraw<VisuallyHidden> the invitation of {one.name}</VisuallyHidden>
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
