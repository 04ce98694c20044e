import { useMutation } from '@tanstack/react-query'
import { createReader } from '@daybook/client/read'
import { useId, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import css from './connect.module.css'
import { CopyButton } from './copy-button.tsx'

const LANGUAGES = ['curl', 'TypeScript'] as const
type Language = (typeof LANGUAGES)[number]

/** What to send, as it is sent: with the key that was just made. */
export function Snippets({ apiKey, zone }: { apiKey: string | undefined; zone: string }) {
  const id = useId()
  const [language, setLanguage] = useState<Language>('curl')
  const draft = exampleDraft(zone)
  const text = language === 'curl' ? asCurl(apiKey, draft) : asTypeScript(apiKey, draft)
  const send = useMutation({
    mutationFn: (key: string) =>
      createReader({ url: location.origin, key, retry: { attempts: 2 } }).request('POST', '/v1/entries', {
        // Each press is a booking of its own.
        body: { ...draft, object: { ...draft.object, id: `TEST-${Date.now().toString(36)}` } },
      }),
  })
  return (
    <section aria-labelledby="send-title" className={css.step}>
      <h2 id="send-title">2. A first entry</h2>
      <p>Run this where your software runs. A client or booking that is first named here is made silently.</p>
      <div className={css.snippet}>
        <div className={css.bar}>
          <fieldset className={css.languages}>
            <legend>Language of the example</legend>
            {LANGUAGES.map(one => (
              <label key={one}>
                <input type="radio" name={id} checked={one === language} onChange={() => setLanguage(one)} />
                {one}
              </label>
            ))}
          </fieldset>
          <CopyButton text={text} what="example" />
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
        <pre tabIndex={0} aria-label={`Example in ${language}`}>
          <code>{text}</code>
        </pre>
      </div>
      <div className={css.try}>
        <button
          type="button"
          className={button.button}
          aria-disabled={apiKey === undefined || send.isPending}
          aria-describedby={`${id}-try`}
          onClick={() => void (apiKey !== undefined && !send.isPending && send.mutate(apiKey))}
        >
          {send.isPending ? 'Sending …' : 'Send it from here'}
        </button>
        <span id={`${id}-try`} className={css.note}>
          {apiKey === undefined ? 'Make a key first.' : 'With the same key, from this browser.'}
        </span>
      </div>
      {send.isError && <Failure error={send.error} what="The entry was not taken" />}
      <p className={css.note}>
        Everything that can be sent is described at <a href="/v1/openapi.json">/v1/openapi.json</a>. An export
        of your software is read by <code>npx daybook import</code>.
      </p>
    </section>
  )
}

/** A booking for tomorrow at ten, in the workspace's zone. */
function exampleDraft(zone: string) {
  const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + 86_400_000)
  return {
    action: 'booking.booked',
    client: { id: 'C-1', name: 'Test Client' },
    actor: { type: 'client' },
    object: { type: 'booking', id: 'TEST-1', name: 'First session' },
    state: { startsAt: `${tomorrow}T10:00:00Z`, status: 'scheduled' },
  }
}

const KEY = 'YOUR-KEY'

const asCurl = (key: string = KEY, draft: object): string =>
  [
    `curl ${location.origin}/v1/entries \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(draft, null, 2).replaceAll('\n', '\n  ')}'`,
  ].join('\n')

const asTypeScript = (key: string = KEY, draft: object): string => {
  const literal = JSON.stringify(draft, null, 2)
    .replaceAll(/"(\w+)":/g, '$1:')
    .replaceAll('"', "'")
  return [
    "import { createClient } from '@daybook/client'",
    '',
    'const daybook = createClient({',
    `  url: '${location.origin}',`,
    `  key: '${key}',`,
    '})',
    '',
    `await daybook.append(${literal})`,
  ].join('\n')
}
