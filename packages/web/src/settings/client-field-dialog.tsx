import { LogError } from '@daybook/client/read'
import type { ClientField, OwnFieldKind } from '@daybook/protocol'
import { useState } from 'react'
import check from '../acting/act-form.module.css'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { ChoiceField } from '../parts/choice-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { FIELD_KINDS } from './field-kinds.ts'
import { useSaveClientField } from './use-save-client-field.ts'

interface Props {
  /** Absent for a new one. */
  readonly field?: ClientField
  readonly taken: readonly string[]
  onClose(): void
}

/** A field of the workspace's own: what it is called, what it holds, and who sees it. */
export function ClientFieldDialog({ field, taken, onClose }: Props) {
  const save = useSaveClientField()
  const [kind, setKind] = useState<string>(field?.kind ?? 'text')
  const door = useForm(async ({ label, choices, sensitive }) => {
    const words = (choices ?? '').split(',').flatMap(word => (word.trim() === '' ? [] : [word.trim()]))
    if (kind === 'enum' && words.length === 0)
      throw new LogError('query_invalid', '', { errors: [{ path: '/choices', message: 'are missing' }] })
    await save({
      name: field?.name ?? nameOf(label!, taken),
      label: label!.trim(),
      kind: kind as OwnFieldKind,
      ...(kind === 'enum' && { choices: words }),
      sensitive: sensitive === 'on',
      hidden: field?.hidden ?? false,
      retired: false,
    })
    onClose()
  })
  return (
    <Dialog title={field ? `Change “${field.label}”` : 'Add a field'} onClose={onClose}>
      <form {...door.form}>
        <FormMessage of={door} />
        <Field
          of={door}
          label="Label"
          name="label"
          defaultValue={field?.label}
          hint={field && 'Entries of before keep the old label.'}
          maxLength={100}
          autoComplete="off"
          required
        />
        {field === undefined && (
          <ChoiceField
            label="Kind"
            name="kind"
            defaultValue="text"
            options={Object.entries(FIELD_KINDS)}
            onChoose={setKind}
          />
        )}
        {kind === 'enum' && (
          <Field
            of={door}
            label="Choices"
            name="choices"
            defaultValue={field?.choices?.join(', ')}
            hint="With commas between."
            autoComplete="off"
            required
          />
        )}
        <Sensitive checked={field?.sensitive === true} />
        <Acts pending={door.pending} submit={field ? 'Save' : 'Add'} onClose={onClose} />
      </form>
    </Dialog>
  )
}

const Sensitive = ({ checked }: { checked: boolean }) => (
  <label className={check.check}>
    <input type="checkbox" name="sensitive" defaultChecked={checked} />
    <span>
      Sensitive: only owners, admins, managers and auditors see what it holds, in histories and files too
    </span>
  </label>
)

function Acts({ pending, submit, onClose }: { pending: boolean; submit: string; onClose(): void }) {
  return (
    <div className={dialog.acts}>
      <button type="button" className={button.button} onClick={onClose}>
        Cancel
      </button>
      <button type="submit" className={act.primary} aria-disabled={pending}>
        {pending ? 'Saving …' : submit}
      </button>
    </div>
  )
}

/** "Insurance number" as `insuranceNumber`: under this name programs send it. */
function nameOf(label: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const camel = words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('')
  const name = /^[a-z]/.test(camel) ? camel.slice(0, 60) : `field${camel.slice(0, 50)}`
  for (let n = 1; ; n++) {
    const one = n === 1 ? name : `${name}${n}`
    if (!taken.includes(one)) return one
  }
}
