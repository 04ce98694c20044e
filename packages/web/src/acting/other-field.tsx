import { useState } from 'react'
import { Field } from '../door/field.tsx'
import type { FormDoor } from '../door/use-form.ts'
import { ChoiceField } from '../parts/choice-field.tsx'
import { useActs } from './use-acts.ts'

/** The other object of an act that ties two together: its type, and its id as it is shown. */
export function OtherField({ of }: { of: FormDoor }) {
  const types = Object.entries(useActs().data?.types ?? {}).filter(([type]) => type !== 'client')
  const [first] = useState('booking')
  return (
    <>
      <ChoiceField
        label="With"
        name="other/type"
        defaultValue={first}
        options={types.map(([type, { label }]) => [type, label] as const)}
      />
      <Field of={of} label="Its id" name="other/id" autoComplete="off" spellCheck={false} required />
    </>
  )
}
