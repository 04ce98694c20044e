import type { ActAnswer } from '@daybook/protocol'
import { useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { ActForm } from './act-form.tsx'
import css from './begin-dialog.module.css'
import type { Given } from './given.ts'
import { useActs } from './use-acts.ts'

interface Props {
  /** The object type, as in `booking`. */
  readonly type: string
  /** The act that makes it; where absent, the first of those that the type has, with a choice of the others. */
  readonly act?: string
  readonly given?: Given
  readonly title?: string
  onClose(): void
  /** Called once it is there, before the dialog closes; `answer.object` is what was made. */
  onDone?(answer: ActAnswer): void
}

/**
 * Begins an object: books, records a payment, creates an invoice. The server makes its id.
 * @example
 * <BeginDialog type="payment" given={{ client, fixed: { booking: 'BK-1042' }, fields: { amount: 4000 } }} onClose={close} />
 */
export function BeginDialog({ type, act, given, title, onClose, onDone }: Props) {
  const known = useActs().data?.types[type]
  const forms = (known?.acts ?? []).filter(({ makes }) => makes)
  const [chosen, setChosen] = useState(act)
  const form = forms.find(({ name }) => name === chosen) ?? forms[0]
  if (form === undefined) return null
  return (
    <Dialog title={title ?? `${known!.label}: ${form.label}`} onClose={onClose}>
      {act === undefined && forms.length > 1 && (
        <fieldset className={css.choice}>
          <legend>What</legend>
          {forms.map(({ name, label }) => (
            <label key={name}>
              <input type="radio" name="act" checked={name === form.name} onChange={() => setChosen(name)} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
      <ActForm
        key={form.name}
        type={type}
        form={form}
        {...(given && { given })}
        onClose={onClose}
        onDone={answer => {
          onDone?.(answer)
          onClose()
        }}
      />
    </Dialog>
  )
}
