import { VisuallyHidden } from '@daybook/timeline'
import { useEffect, useRef } from 'react'
import { CopyButton } from '../connect/copy-button.tsx'
import act from '../parts/act.module.css'
import secret from './link-dialog.module.css'
import css from './new-key.module.css'
import settings from './settings.module.css'

export interface Made {
  readonly key: string
  readonly name: string
  readonly scopes: readonly string[]
}

/** A key that was just made, with a first request to send with it. */
export function MadeKey({ made, onDone }: { made: Made; onDone(): void }) {
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
