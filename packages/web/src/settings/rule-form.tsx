import type { RulesView } from '@daybook/protocol'
import { useId, useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { type FormDoor, useForm } from '../door/use-form.ts'
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
  const { value, title } = saying
  const named = 'name' in rule
  const door = useForm(values =>
    onSave({ [value]: Number(values[value]), ...(named && { name: values['name']!.trim() }) }),
  )
  return (
    <div>
      {'active' in rule && <OnOff active={rule.active} disabled={disabled} onSave={onSave} />}
      <form {...door.form} className={settings.form} aria-label={title}>
        <FormMessage of={door} />
        <fieldset className={settings.choices} disabled={disabled}>
          <Sentence saying={saying} rule={rule} of={door} />
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

/** Switched it shows so at once, and goes back where the server refuses it. */
function OnOff({ active: now, disabled, onSave }: Pick<Props, 'disabled' | 'onSave'> & { active: boolean }) {
  const [active, setActive] = useState(now)
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
  return (
    <SwitchRow
      label={active ? 'On' : 'Off'}
      hint={active ? 'Each entry that it makes names it.' : 'Nothing follows by itself.'}
      on={active}
      disabled={disabled}
      onSwitch={on => void switchTo(on)}
    />
  )
}

/** What the rule says, with its value in it. */
function Sentence({ saying, rule, of }: Pick<Props, 'saying' | 'rule'> & { of: FormDoor }) {
  const id = useId()
  const { value, before, after, label, least, most } = saying
  const error = of.errorOf(value)
  return (
    <>
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
    </>
  )
}

const numberOf = (rule: object, value: string): number =>
  Number((rule as Readonly<Record<string, unknown>>)[value])
