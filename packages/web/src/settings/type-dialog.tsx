import type { OwnField, OwnObjectType } from '@daybook/protocol'
import { useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { type FormDoor, useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { nameFrom } from './name-from.ts'
import css from './type-dialog.module.css'
import { TypeField } from './type-field.tsx'
import { readRows, type TypeRow } from './type-row.ts'

interface Props {
  /** Absent for a new one. */
  readonly name?: string
  readonly type?: OwnObjectType
  readonly taken: readonly string[]
  onClose(): void
  onSave(name: string, type: OwnObjectType): Promise<void>
}

let keys = 0

/** Declares an object type, or changes what it and its fields are called. */
export function TypeDialog({ name, type, taken, onClose, onSave }: Props) {
  const [rows, setRows] = useState<readonly TypeRow[]>(() =>
    (type?.fields ?? [FIRST]).map(field => ({
      ...field,
      key: ++keys,
      choices: field.choices?.join('\n') ?? '',
    })),
  )
  const door = useForm(async values => {
    const label = values['label']!.trim()
    await onSave(name ?? nameFrom(label, taken, '_'), {
      label,
      plural: values['plural']!.trim(),
      fields: readRows(rows, values),
    })
  })
  return (
    <Dialog title={type === undefined ? 'New type' : `Change ${type.plural}`} onClose={onClose}>
      <form {...door.form}>
        <FormMessage of={door} />
        <Names type={type} of={door} />
        <fieldset className={css.fields}>
          <legend>Fields, in the order of forms</legend>
          {rows.map((row, index) => (
            <TypeField
              key={row.key}
              row={row}
              at={index}
              of={door}
              onKind={kind => setRows(rows.map(one => (one.key === row.key ? { ...one, kind } : one)))}
              onUp={index === 0 ? undefined : () => setRows(up(rows, index))}
              onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
            />
          ))}
          <button
            type="button"
            className={button.link}
            onClick={() => setRows([...rows, { key: ++keys, label: '', kind: 'text', choices: '' }])}
          >
            Add a field
          </button>
        </fieldset>
        <div className={dialog.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'Saving …' : 'Save'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** What one of them is called, and many. */
function Names({ type, of }: { type: OwnObjectType | undefined; of: FormDoor }) {
  return (
    <div className={css.names}>
      <Field
        of={of}
        label="One is called"
        name="label"
        placeholder="Asset"
        defaultValue={type?.label}
        maxLength={100}
        autoComplete="off"
        required
      />
      <Field
        of={of}
        label="Many are called"
        name="plural"
        placeholder="Assets"
        defaultValue={type?.plural}
        maxLength={100}
        autoComplete="off"
        required
      />
    </div>
  )
}

/** What most types have first. */
const FIRST: OwnField = { name: 'name', label: 'Name', kind: 'text' }

const up = (rows: readonly TypeRow[], index: number): TypeRow[] =>
  rows.map((row, i) => (i === index - 1 ? rows[index]! : i === index ? rows[index - 1]! : row))
