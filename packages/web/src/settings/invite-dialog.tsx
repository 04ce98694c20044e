import { useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { useWorkspace } from '../workspace.tsx'
import type { MadeLink } from './link-dialog.tsx'
import { RoleChoice } from './role-choice.tsx'
import type { Role } from './roles.ts'
import { readMembersAgain } from './use-members.ts'

interface Props {
  onClose(): void
  onMade(link: MadeLink): void
}

/** Invites somebody, by a link that is shown once and mailed where mail is set up. */
export function InviteDialog({ onClose, onMade }: Props) {
  const { daybook, workspace } = useWorkspace()
  const [role, setRole] = useState<Role>('staff')
  const door = useForm(async ({ email, name }) => {
    const made = await daybook.request<{ url: string; mailed: boolean }>('POST', '/v1/invitations', {
      body: { email: email!.trim(), name: name!.trim(), role },
    })
    void readMembersAgain(workspace.id)
    onMade({
      title: `${name!.trim()} is invited`,
      text: made.mailed
        ? 'A letter with this link is on its way. You can hand it over yourself as well; it works once, for seven days.'
        : 'Hand them this link. It works once, for seven days.',
      url: made.url,
    })
  })
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form {...door.form}>
        <FormMessage of={door} />
        <Field of={door} label="Name" name="name" autoComplete="off" maxLength={200} required first />
        <Field
          of={door}
          answers
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <RoleChoice role={role} onChoose={setRole} />
        <div className={dialog.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'Inviting …' : 'Make the link'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
