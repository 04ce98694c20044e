import { SOURCE_LABELS } from '@daybook/catalogue'
import { VisuallyHidden } from '@daybook/timeline'
import { useEffect, useId, useRef, useState } from 'react'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { CopyButton } from '../connect/copy-button.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import { useWorkspace } from '../workspace.tsx'
import secret from './link-dialog.module.css'
import css from './new-key.module.css'
import settings from './settings.module.css'

const SCOPES = [
  ['append', 'Append', 'Sends entries.'],
  ['read', 'Read', 'Reads everything: timelines, the log, access, exports.'],
  ['admin', 'Everything', 'Settings, members, keys, deleting and erasing as well.'],
] as const

const SOURCES = Object.entries(SOURCE_LABELS)

/** Makes a key, and shows it this once with a first request to send. */
export function NewKey({ onMade }: { onMade(): void }) {
  const { daybook } = useWorkspace()
  const [made, setMade] = useState<{ key: string; name: string; scopes: readonly string[] }>()
  const [scopes, setScopes] = useState<readonly string[]>(['append'])
  const [sources, setSources] = useState<readonly string[]>([])
  const id = useId()
  const door = useForm(async ({ name }) => {
    const body = { name: name!.trim(), scopes, ...(sources.length > 0 && { sources }) }
    setMade(
      await withFreshFactor(() =>
        daybook.request<{ key: string; name: string; scopes: string[] }>('POST', '/v1/keys', { body }),
      ),
    )
    onMade()
  })
  if (made !== undefined) return <Shown made={made} onDone={() => setMade(undefined)} />
  const toggle = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter(other => other !== one) : [...list, one]
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
      <fieldset className={`${settings.choices} ${css.group}`}>
        <legend>It may</legend>
        {SCOPES.map(([scope, label, hint]) => (
          <div key={scope} className={settings.choice}>
            <input
              id={`${id}-${scope}`}
              type="checkbox"
              checked={scopes.includes(scope)}
              aria-describedby={`${id}-${scope}-hint`}
              onChange={() => setScopes(toggle(scopes, scope))}
            />
            <label htmlFor={`${id}-${scope}`}>{label}</label>
            <p id={`${id}-${scope}-hint`}>{hint}</p>
          </div>
        ))}
      </fieldset>
      {door.errorOf('scopes')}
      <details className={css.more}>
        <summary>Only these sources{sources.length > 0 && ` (${sources.length})`}</summary>
        <p className={settings.note}>
          What its entries may say of where an act came from; anything, if none is chosen.
        </p>
        <div className={css.sources}>
          {SOURCES.map(([source, label]) => (
            <label key={source}>
              <input
                type="checkbox"
                checked={sources.includes(source)}
                onChange={() => setSources(toggle(sources, source))}
              />
              {label.en}
            </label>
          ))}
        </div>
      </details>
      <div className={settings.acts}>
        <button type="submit" className={act.primary} aria-disabled={door.pending}>
          {door.pending ? 'Making …' : 'Make the key'}
        </button>
      </div>
    </form>
  )
}

interface ShownProps {
  readonly made: { readonly key: string; readonly name: string; readonly scopes: readonly string[] }
  onDone(): void
}

function Shown({ made, onDone }: ShownProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const example = made.scopes.some(scope => scope !== 'read') ? appendByCurl(made.key) : readByCurl(made.key)
  return (
    <div>
      <h3 ref={title} tabIndex={-1} className={css.title}>
        {made.name}
      </h3>
      <div className={secret.secret}>
        <code>{made.key}</code>
        <CopyButton text={made.key} what="key" />
      </div>
      <p className={secret.once}>It is shown this once. Keep it where your software keeps its secrets.</p>
      <div className={css.example}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <pre tabIndex={0} aria-label="Example in curl">
          <code>{example}</code>
        </pre>
        <CopyButton text={example} what="example" />
      </div>
      <div className={settings.acts}>
        <button type="button" className={act.primary} onClick={onDone}>
          I have kept it<VisuallyHidden>: hide the key</VisuallyHidden>
        </button>
      </div>
    </div>
  )
}

const appendByCurl = (key: string): string =>
  [
    `curl ${location.origin}/v1/entries \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"action": "booking.booked", "client": {"id": "C-1", "name": "Test Client"},`,
    `       "object": {"type": "booking", "id": "TEST-1", "name": "First session"}}'`,
  ].join('\n')

const readByCurl = (key: string): string =>
  [`curl '${location.origin}/v1/entries?limit=1' \\`, `  -H 'Authorization: Bearer ${key}'`].join('\n')
