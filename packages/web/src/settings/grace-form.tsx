import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import css from './settings.module.css'

interface Props {
  readonly days: number
  readonly mayChange: boolean
  onSave(days: number): Promise<void>
}

/** How many days a deletion can be taken back. */
export function GraceForm({ days, mayChange, onSave }: Props) {
  const door = useForm(({ graceDays }) => onSave(Number(graceDays)))
  return (
    <form {...door.form} className={css.form}>
      <FormMessage of={door} />
      <fieldset className={css.choices} disabled={!mayChange}>
        <div className={css.short}>
          <Field
            of={door}
            label="Days"
            name="graceDays"
            type="number"
            inputMode="numeric"
            min={0}
            max={365}
            defaultValue={days}
            required
          />
        </div>
      </fieldset>
      <p className={css.note}>0 to 365. Days that run already keep their end.</p>
      {mayChange && (
        <div className={css.acts}>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'Saving …' : 'Save'}
          </button>
        </div>
      )}
    </form>
  )
}
