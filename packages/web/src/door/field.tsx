import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react'
import css from './field.module.css'

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'className'> {
  readonly label: string
  readonly name: string
  /** What is expected, under the field. */
  readonly hint?: ReactNode
  /** What is wrong with the value. */
  readonly error?: string | undefined
  /** The id of the form's own message, where it says something about this field too. */
  readonly about?: string | undefined
  /** The form's message is that this value is wrong. */
  readonly wrong?: boolean
}

/** A labelled field; hint and error are tied to it, so that a screen reader says them with it. */
export function Field({ label, name, hint, error, about, wrong = false, type = 'text', ...input }: Props) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const told = [error && `${id}-error`, about, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <div className={css.row}>
        <input
          {...input}
          id={id}
          name={name}
          type={shown ? 'text' : type}
          className={css.input}
          aria-describedby={told || undefined}
          aria-invalid={error !== undefined || wrong ? true : undefined}
        />
        {type === 'password' && (
          <button
            type="button"
            className={css.show}
            aria-pressed={shown}
            aria-controls={id}
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
            <span className={css.what}> the {label.toLowerCase()}</span>
          </button>
        )}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={css.error}>
          {label} {error}.
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
