import type { ActField as Field } from '@daybook/protocol'
import { type ComponentProps, type ReactNode, useId } from 'react'
import css from '../door/field.module.css'
import type { FormDoor } from '../door/use-form.ts'
import { CHEVRON, Glyph } from '../parts/glyph.tsx'
import own from './act-form.module.css'
import { ExceptionsField } from './exceptions-field.tsx'
import { NamesField } from './names-field.tsx'
import { useSuggestions } from './use-suggestions.ts'

interface Props {
  readonly field: Field
  /** The name in the form, which is the path that the server tells errors by. */
  readonly name: string
  /** What it begins with, as the field's own text. */
  readonly text: string
  readonly of: FormDoor
  readonly timeZone: string
  readonly currency?: string | undefined
  /** Shown beneath: what somebody else has made of it meanwhile. */
  readonly note?: ReactNode
}

/** One field of an act, by its kind: text, long text, number, amount, time in the workspace's zone, date, choice, list. */
export function ActField({ field, name, text, of, timeZone, currency, note }: Props) {
  const id = useId()
  if (field.format === 'exceptions') return <ExceptionsField field={field} text={text} of={of} />
  if (field.name === 'members' && field.kind === 'list') return <NamesField field={field} text={text} />
  const error = of.errorOf(name)
  const hint = note ?? hintOf(field, timeZone)
  const told = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {field.label}
        {!field.required && <span className={own.optional}> (optional)</span>}
      </label>
      <div className={css.row}>
        <Control
          field={field}
          currency={currency}
          given={{
            id,
            name,
            defaultValue: text,
            required: field.required,
            'aria-describedby': told || undefined,
            'aria-invalid': error === undefined ? undefined : true,
          }}
        />
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={css.error}>
          {field.label} {error}.
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

function hintOf({ kind }: Field, timeZone: string): string | undefined {
  if (kind === 'instant') return `In ${timeZone}`
  return kind === 'list' ? 'One a line' : undefined
}

interface ControlProps {
  readonly field: Field
  readonly currency: string | undefined
  readonly given: Pick<
    ComponentProps<'input'>,
    'id' | 'name' | 'required' | 'aria-describedby' | 'aria-invalid'
  > & { readonly defaultValue: string }
}

const TYPES: Readonly<Record<string, ComponentProps<'input'>>> = {
  instant: { type: 'datetime-local' },
  date: { type: 'date' },
  number: { inputMode: 'decimal' },
  decimal: { inputMode: 'decimal' },
  money: { inputMode: 'decimal' },
}

function Control({ field, currency, given }: ControlProps) {
  const { kind, values } = field
  if (values !== undefined || kind === 'boolean') {
    const options = values === undefined ? YES_NO : Object.entries(values)
    return (
      <>
        <select {...given} className={`${css.input} ${css.select}`}>
          <option value="">–</option>
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Glyph d={CHEVRON} size={12} box={10} className={css.chevron} />
      </>
    )
  }
  if (kind === 'long_text' || kind === 'list' || kind === 'json' || field.name === 'note')
    return <textarea {...given} className={`${css.input} ${own.area}`} rows={kind === 'list' ? 3 : 4} />
  const known = TYPES[kind] ?? {}
  if (kind === 'money')
    return (
      <>
        <input {...given} {...known} className={`${css.input} ${own.money}`} autoComplete="off" />
        {currency && <span className={own.currency}>{currency}</span>}
      </>
    )
  return <TextControl field={field} given={{ ...known, ...given }} />
}

const YES_NO = [
  ['true', 'Yes'],
  ['false', 'No'],
] as const

function TextControl({ field, given }: { field: Field; given: ComponentProps<'input'> }) {
  const known = useSuggestions(field.name)
  const list = `${given.id}-known`
  return (
    <>
      <input
        {...given}
        className={css.input}
        autoComplete="off"
        list={known.length > 0 ? list : undefined}
        {...(field.name === 'currency' && { maxLength: 3, placeholder: 'EUR', spellCheck: false })}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map(name => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      )}
    </>
  )
}
