import { LogError } from '@daybook/client/read'
import { useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { ChoiceField } from '../parts/choice-field.tsx'
import css from './field-policies.module.css'

interface Props {
  readonly types: readonly (readonly [type: string, label: string])[]
  onAdd(name: string): void
}

/** A field that the catalogue does not have: it comes with what a host sends. */
export function OwnField({ types, onAdd }: Props) {
  const [round, setRound] = useState(0)
  const door = useForm(async ({ type, field }) => {
    const name = field!.trim()
    if (name.length > 200)
      throw new LogError('query_invalid', 'Too long.', {
        errors: [{ path: '/field', message: 'is too long' }],
      })
    onAdd(`${type}.${name}`)
    setRound(round + 1)
  })
  return (
    <form {...door.form} key={round} className={css.own}>
      <FormMessage of={door} />
      <ChoiceField label="A field of your own, of" name="type" defaultValue="client" options={types} />
      <Field
        of={door}
        label="Its name"
        name="field"
        placeholder="as your software sends it"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <button type="submit" className={button.button}>
        Hide its value
      </button>
    </form>
  )
}
