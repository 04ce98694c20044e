import type { ReactNode } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import { LogError } from '@daybook/client/read'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import css from '../parts/dialog.module.css'

interface Props {
  readonly title: string
  /** What the act is called on its button. */
  readonly go: string
  /** It cannot be taken back, or not by the reader. */
  readonly dangerous?: boolean
  /** What has to be typed before it is done. */
  readonly typed?: string
  /** Asks why; `required` where it cannot be done without. */
  readonly reason?: 'optional' | 'required'
  readonly children: ReactNode
  onClose(): void
  send(values: { readonly reason?: string }): Promise<void>
}

/** Says what an act does, has it confirmed, and does it. */
export function ActDialog({ title, go, dangerous, typed, reason, children, onClose, send }: Props) {
  const door = useForm(async values => {
    if (typed !== undefined && !isTyped(values.typed, typed)) throw notTyped(typed)
    await send(values.reason?.trim() ? { reason: values.reason.trim() } : {})
  })
  return (
    <Dialog title={title} onClose={onClose}>
      <form {...door.form}>
        <div className={css.text}>{children}</div>
        <FormMessage of={door} />
        {reason && (
          <Field
            of={door}
            label={reason === 'required' ? 'Reason' : 'Reason (optional)'}
            name="reason"
            autoComplete="off"
            required={reason === 'required'}
          />
        )}
        {typed !== undefined && (
          <Field
            of={door}
            label="Confirm"
            name="typed"
            hint={
              <>
                Type <strong>{typed}</strong> to confirm.
              </>
            }
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        )}
        <div className={css.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={dangerous ? act.danger : act.primary} aria-disabled={door.pending}>
            {door.pending ? 'One moment …' : go}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const plain = (text: string): string => text.normalize().trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Capitals and spaces do not matter: the name is typed to be thought about, not as a test of typing. */
const isTyped = (given: string | undefined, wanted: string): boolean => plain(given ?? '') === plain(wanted)

const notTyped = (wanted: string): LogError =>
  new LogError('query_invalid', 'Not confirmed.', {
    errors: [{ path: '/typed', message: `must be "${wanted}"` }],
  })
