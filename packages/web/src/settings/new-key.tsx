import { LogError } from '@daybook/client/read'
import { useState } from 'react'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { useWorkspace } from '../workspace.tsx'
import { KeyRights, type Rights } from './key-rights.tsx'
import { type Made, MadeKey } from './made-key.tsx'
import settings from './settings.module.css'

/** Makes a key, and shows it this once with a first request to send. */
export function NewKey({ onMade }: { onMade(): void }) {
  const { daybook } = useWorkspace()
  const [made, setMade] = useState<Made>()
  const [rights, setRights] = useState<Rights>({ scopes: ['append'], sources: [] })
  const door = useForm(async ({ name }) => {
    const { scopes, sources } = rights
    if (scopes.length === 0) throw new LogError('query_invalid', 'Choose what it may do.')
    const body = { name: name!.trim(), scopes, ...(sources.length > 0 && { sources }) }
    setMade(await withFreshFactor(() => daybook.request<Made>('POST', '/v1/keys', { body })))
    onMade()
  })
  if (made !== undefined) return <MadeKey made={made} onDone={() => setMade(undefined)} />
  return (
    <form {...door.form} className={settings.form}>
      <FormMessage of={door} />
      <Field
        of={door}
        label="Name"
        name="name"
        hint="What uses it: “Booking site”, “Till at the desk”."
        maxLength={200}
        autoComplete="off"
        required
      />
      <KeyRights rights={rights} onChange={setRights} />
      <div className={settings.acts}>
        <button type="submit" className={act.primary} aria-disabled={door.pending}>
          {door.pending ? 'Making …' : 'Make the key'}
        </button>
      </div>
    </form>
  )
}
