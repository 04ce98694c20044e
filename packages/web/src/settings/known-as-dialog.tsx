import { useId } from 'react'
import field from '../door/field.module.css'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import css from '../parts/dialog.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { type Member, readMembersAgain } from './use-members.ts'

interface Props {
  readonly member: Member
  onClose(): void
}

/** By which ids and names a member is known elsewhere: what is assigned to one of these is theirs. */
export function KnownAsDialog({ member, onClose }: Props) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const id = useId()
  const door = useForm(async ({ knownAs = '' }) => {
    const names = knownAs.split('\n').flatMap(line => line.trim() || [])
    await daybook.request('PUT', `/v1/members/${member.id}`, {
      body: { knownAs: [...new Set(names)] },
      repeatable: true,
    })
    await readMembersAgain(workspace.id)
    onClose()
    announce(names.length === 0 ? `${member.name} has no other names` : `Other names of ${member.name} saved`)
  })
  const error = door.errorOf('knownAs')
  return (
    <Dialog title={`Other names of ${member.name}`} onClose={onClose}>
      <form {...door.form}>
        <p className={css.text}>
          Your booking software may know them by another name or an id. What it assigns to one of these counts
          as theirs: their sessions, and the clients they see.
        </p>
        <FormMessage of={door} />
        <div className={field.field}>
          <label htmlFor={id}>Names and ids</label>
          <div className={field.row}>
            <textarea
              id={id}
              name="knownAs"
              className={field.input}
              rows={4}
              defaultValue={member.knownAs.join('\n')}
              aria-describedby={`${id}-hint`}
              aria-invalid={error === undefined ? undefined : true}
            />
          </div>
          {error !== undefined && <p className={field.error}>Names and ids: {error}.</p>}
          <p id={`${id}-hint`} className={field.hint}>
            One a line, at most 20
          </p>
        </div>
        <div className={css.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'One moment …' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
