import { Field } from './field.tsx'
import type { FormDoor } from './use-form.ts'

interface Props {
  readonly of: FormDoor
  readonly name?: string
  readonly label?: string
  /** True where a new one is chosen. */
  readonly fresh?: boolean
  readonly first?: boolean
}

/** A password: the one that somebody has, or a new one. */
export function PasswordField({ of, name = 'password', label = 'Password', fresh = false, first }: Props) {
  return (
    <Field
      of={of}
      answers
      label={label}
      name={name}
      type="password"
      autoComplete={fresh ? 'new-password' : 'current-password'}
      hint={fresh && 'At least 10 characters. A few words in a row are easy to keep and hard to guess.'}
      required
      first={first}
    />
  )
}
