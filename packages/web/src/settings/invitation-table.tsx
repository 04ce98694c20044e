import { VisuallyHidden } from '@daybook/timeline'
import { useMutation } from '@tanstack/react-query'
import button from '../parts/button.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { roleName } from './roles.ts'
import { sayRefusal } from './say-refusal.ts'
import { Stamp } from './stamp.tsx'
import { type Invitation, readMembersAgain } from './use-members.ts'

interface Props {
  readonly invitations: readonly Invitation[]
  readonly mayChange: boolean
}

/** Who is invited and has not come yet. */
export function InvitationTable({ invitations, mayChange }: Props) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const withdraw = useMutation({
    mutationFn: ({ id }: Invitation) => daybook.request('DELETE', `/v1/invitations/${id}`),
    onSuccess: (_, { name }) => announce(`Withdrawn: the invitation of ${name}`),
    onError: error => announce(sayRefusal(error)),
    onSettled: () => readMembersAgain(workspace.id),
  })
  return (
    <CardTable
      caption="Open invitations"
      heads={['Invited', 'Role', 'By', 'Until']}
      acts={mayChange ? 'Withdraw' : undefined}
    >
      {invitations.map(one => (
        <CardRow
          key={one.id}
          head={one.name}
          under={one.email}
          cells={[
            ['Role', roleName(one.role)],
            ['By', one.invitedBy],
            ['Until', <Stamp key="until" at={one.expiresAt} />],
          ]}
          acts={
            mayChange ? (
              <button type="button" className={button.button} onClick={() => withdraw.mutate(one)}>
                Withdraw<VisuallyHidden> the invitation of {one.name}</VisuallyHidden>
              </button>
            ) : undefined
          }
        />
      ))}
    </CardTable>
  )
}
