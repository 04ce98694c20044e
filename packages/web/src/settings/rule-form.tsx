import type { RulesView } from '@daybook/protocol'
import { useId, useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './rule-form.module.css'
import type { RuleChange, RuleName, RuleSaying } from './say-rules.ts'
import settings from './settings.module.css'
import { SwitchRow } from './switch-row.tsx'

interface Props {
  readonly saying: RuleSaying
  readonly rule: RulesView[RuleName]
  readonly disabled: boolean
  onSave(change: RuleChange): Promise<void>
}

/** One rule: on or off, its sentence with the value to change, and the name that its entries cite. */
export function RuleForm({ saying, rule, disabled, onSave }: Props) {
  const id = useId()
  const { value, before, after, label, least, most } = saying
  const named = 'name' in rule
  // Shown at once, and taken back where the server refuses it.
  const [active, setActive] = useState('active' in rule && rule.active)
  const announce = useAnnounce()
  const switchTo = async (on: boolean): Promise<void> => {
    setActive(on)
    try {
      await onSave({ active: on })
    } catch {
      setActive(!on)
      announce('That was not saved. Nothing has changed.')
    }
  }
  const door = useForm(values =>
    onSave({ [value]: Number(values[value]), ...(named && { name: values['name']!.trim() }) }),
  )
  const error = door.errorOf(value)
  return (
    <div>
      {'active' in rule && (
        <SwitchRow
          label={active ? 'On' : 'Off'}
          hint={active ? 'Each entry that it makes names it.' : 'Nothing follows by itself.'}
          on={active}
          disabled={disabled}
          onSwitch={on => void switchTo(on)}
        />
      )}
      <form {...door.form} className={settings.form} aria-label={saying.title}>
        <FormMessage of={door} />
        <fieldset className={settings.choices} disabled={disabled}>
          <p className={css.sentence}>
            {before}{' '}
            <input
              type="number"
              inputMode="decimal"
              name={value}
              className={css.value}
              aria-label={label}
              aria-invalid={error === undefined ? undefined : true}
              aria-describedby={error && `${id}-error`}
              defaultValue={numberOf(rule, value)}
              min={least}
              max={most}
              step="any"
              required
            />{' '}
            {after}
          </p>
          {error !== undefined && (
            <p id={`${id}-error`} className={css.error}>
              {label} {error}.
            </p>
          )}
          {named && (
            <Field
              of={door}
              label="Name, as entries cite it"
              name="name"
              maxLength={200}
              defaultValue={rule.name}
              autoComplete="off"
              required
            />
          )}
        </fieldset>
        {!disabled && (
          <div className={settings.acts}>
            <button type="submit" className={act.primary} aria-disabled={door.pending}>
              {door.pending ? 'Saving …' : 'Save'}
            </button>
          </div>
        )}
      </form>
    </div>
  )
}

const numberOf = (rule: object, value: string): number =>
  Number((rule as Readonly<Record<string, unknown>>)[value])
