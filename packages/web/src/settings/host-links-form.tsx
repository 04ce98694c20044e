import { HOST_LINK_NAMES, type HostLinks } from '@daybook/protocol'
import { LogError } from '@daybook/client/read'
import { useState } from 'react'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { Choices } from './choices.tsx'
import css from './settings.module.css'
import { useChangeSettings } from './use-settings.ts'

const LABELS: Readonly<Record<(typeof HOST_LINK_NAMES)[number], string>> = {
  open: 'Open in your app',
  invoice: 'Send invoice',
  payment: 'Add payment',
  approve: 'Approve',
}

const KEEPERS = [
  ['daybook', 'In Daybook', 'Acts are done here, and are entries.'],
  ['host', 'In our own app', 'It sends what happens; acts lead there.'],
] as const

/** Who keeps the bookings, and where one is led for what is done there. */
export function HostLinksForm({ links, disabled }: { links: HostLinks | null; disabled: boolean }) {
  const change = useChangeSettings()
  const [keeper, setKeeper] = useState<'daybook' | 'host'>(links === null ? 'daybook' : 'host')
  const door = useForm(async values => {
    const given = Object.fromEntries(
      HOST_LINK_NAMES.flatMap(name => {
        const template = values[name]?.trim()
        return template ? [[name, template]] : []
      }),
    )
    try {
      await change.mutateAsync({ links: keeper === 'host' ? given : null })
    } catch (error) {
      throw ofField(error)
    }
  })
  return (
    <form {...door.form} className={css.form}>
      <FormMessage of={door} />
      <fieldset className={css.choices} disabled={disabled}>
        <Choices<'daybook' | 'host'>
          legend="Bookings are kept"
          options={KEEPERS}
          value={keeper}
          onChoose={setKeeper}
        />
        {keeper === 'host' &&
          HOST_LINK_NAMES.map(name => (
            <Field
              key={name}
              of={door}
              label={LABELS[name]}
              name={name}
              defaultValue={links?.[name]}
              placeholder="https://app.example/bookings/{id}"
              autoComplete="off"
              spellCheck={false}
              {...(name === 'open' && {
                hint: 'What is left empty is not offered. {id} is the booking’s id, {client} the client’s.',
              })}
            />
          ))}
      </fieldset>
      {!disabled && (
        <div className={css.acts}>
          <button type="submit" className={act.primary} aria-disabled={door.pending}>
            {door.pending ? 'Saving …' : 'Save'}
          </button>
        </div>
      )}
    </form>
  )
}

/** The server names a template by where it stands in what was sent. */
function ofField(error: unknown): unknown {
  if (!(error instanceof LogError)) return error
  const errors = error.details.errors?.map(one => ({ ...one, path: one.path.replace(/^\/links/, '') }))
  return new LogError(error.code, error.message, { ...error.details, ...(errors && { errors }) })
}
