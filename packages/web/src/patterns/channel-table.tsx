import { findField } from '@daybook/catalogue'
import type { Patterns } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useId } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { Number } from './number.tsx'
import css from './patterns.module.css'

/** Which ways messages went, beside those that the client is said to prefer. */
export function ChannelTable({ channels, preferences }: Pick<Patterns, 'channels' | 'preferences'>) {
  const { workspace } = useWorkspace()
  const id = useId()
  const language = languageOf(workspace.locale)
  const name = (channel: string): string =>
    channel === 'other'
      ? 'Another, or not told'
      : capital(findField('message', 'channel')?.values?.[channel]?.[language] ?? channel)
  const preferred = preferences?.channels ?? []
  if (channels.length === 0 && preferred.length === 0) return null
  return (
    <section className={css.section} aria-labelledby={id}>
      <h2 id={id}>Messages</h2>
      {preferences !== undefined && (
        <p className={css.lead}>
          {preferred.length === 0 ? (
            'No preference is stated.'
          ) : (
            <>
              Stated preference: <b>{preferred.map(name).join(', ')}</b>{' '}
              <a href={preferences.page}>Who said so, and when</a>
            </>
          )}
        </p>
      )}
      {channels.length > 0 && (
        <table className={css.table}>
          <caption>Messages and reminders by channel</caption>
          <thead>
            <tr>
              <th scope="col">Channel</th>
              <th scope="col">Sent</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {channels.map(({ channel, sent, received }) => (
              <tr key={channel}>
                <th scope="row">
                  {name(channel)}
                  {preferred.includes(channel) && <small> preferred</small>}
                </th>
                <td>
                  <Number of={sent} what={`sent by ${name(channel)}`} />
                </td>
                <td>
                  <Number of={received} what={`received by ${name(channel)}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
