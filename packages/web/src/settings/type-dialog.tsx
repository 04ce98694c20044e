import { LogError } from '@daybook/client/read'
import type { OwnField, OwnObjectType } from '@daybook/protocol'
import { useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { nameFrom } from './name-from.ts'
import css from './type-dialog.module.css'
import { TypeField } from './type-field.tsx'

interface Props {
  /** Absent for a new one. */
  readonly name?: string
  readonly type?: OwnObjectType
  readonly taken: readonly string[]
  onClose(): void
  onSave(name: string, type: OwnObjectType): Promise<void>
}

export interface TypeRow {
  readonly key: number
  /** Names what is recorded: it stays while the label may change. Absent until it is saved. */
  readonly name?: string
  readonly kind: OwnField['kind']
  readonly label: string
  readonly choices: string
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
        <div className={css.names}>
          <Field
            of={door}
            label="One is called"
            name="label"
            placeholder="Asset"
            defaultValue={type?.label}
            maxLength={100}
            autoComplete="off"
            required
          />
          <Field
            of={door}
            label="Many are called"
            name="plural"
            placeholder="Assets"
            defaultValue={type?.plural}
            maxLength={100}
            autoComplete="off"
            required
          />
        </div>
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

/** What most types have first. */
const FIRST: OwnField = { name: 'name', label: 'Name', kind: 'text' }

const up = (rows: readonly TypeRow[], index: number): TypeRow[] =>
  rows.map((row, i) => (i === index - 1 ? rows[index]! : i === index ? rows[index - 1]! : row))

function readRows(rows: readonly TypeRow[], values: Readonly<Record<string, string>>): OwnField[] {
  const names = rows.flatMap(row => row.name ?? [])
  return rows.map(({ key, name, kind }): OwnField => {
    const label = values[`label-${key}`]!.trim()
    const own = name ?? nameFrom(label, names, '')
    if (name === undefined) names.push(own)
    if (kind !== 'enum') return { name: own, label, kind }
    const choices = (values[`choices-${key}`] ?? '').split('\n').flatMap(one => one.trim() || [])
    if (choices.length === 0)
      throw new LogError('query_invalid', 'A choice needs something to choose from.', {
        errors: [{ path: `/choices-${key}`, message: 'are missing' }],
      })
    return { name: own, label, kind, choices }
  })
}
