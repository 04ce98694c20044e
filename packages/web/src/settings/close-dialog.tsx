import type { ClosingAnswer } from '@daybook/protocol'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { useWorkspace } from '../workspace.tsx'

interface Props {
  readonly name: string
  onClose(): void
  onDone(date: string): void
}

/** Asks an owner to type the name, and for the days of grace. */
export function CloseDialog({ name, onClose, onDone }: Props) {
  const { daybook } = useWorkspace()
  const door = useForm(async values => {
    const body = {
      name: values.name,
      days: Number(values.days),
      ...(values.reason && { reason: values.reason }),
    }
    const { closesAt } = await withFreshFactor(() =>
      daybook.request<ClosingAnswer>('POST', '/v1/workspace/close', { body }),
    )
    onDone(closesAt)
  })
  return (
    <Dialog title="Close this workspace" onClose={onClose}>
      <form {...door.form}>
        <p className={dialog.text}>
          Everything goes on until the days of grace are over. Then nobody can open it again: not you, not us,
          not from a backup.
        </p>
        <FormMessage of={door} />
        <Field
          of={door}
          label="Days of grace"
          name="days"
          type="number"
          min={1}
          max={365}
          defaultValue={30}
          inputMode="numeric"
          required
        />
        <Field
          of={door}
          label="Name of the workspace"
          name="name"
          hint={
            <>
              Type <strong>{name}</strong> to confirm.
            </>
          }
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Field of={door} label="Reason (optional)" name="reason" autoComplete="off" />
        <div className={dialog.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={act.danger} aria-disabled={door.pending}>
            {door.pending ? 'Asking …' : 'Close the workspace'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
