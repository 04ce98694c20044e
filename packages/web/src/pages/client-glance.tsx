import { CATEGORIES } from '@daybook/catalogue'
import type { ClientSummary } from '@daybook/protocol'
import { filterLabel, formatLocale } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { useWorkspace } from '../workspace.tsx'
import { ClientBrief } from './client-brief.tsx'
import css from './client-glance.module.css'
import { ClientStamp } from './client-stamp.tsx'
import { Fact } from './glance-fact.tsx'

/** Beside the timeline: what to know before a session, what was last, and what the history is made of. */
export function ClientGlance({ client, clientId }: { client: ClientSummary | undefined; clientId: string }) {
  const { workspace } = useWorkspace()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const path = `/clients/${clientId}`
  const { lastActivity: last, lastProfileEdit: edit, lastSignIn: signIn } = client ?? {}
  return (
    <aside className={css.glance} aria-label="At a glance">
      <ClientBrief clientId={clientId} />
      <section className={`${css.card} ${css.known}`}>
        <h2>At a glance</h2>
        <dl>
          <Fact label="Last activity">
            {last ? <ClientStamp at={last.occurredAt} /> : client ? 'none' : '–'}
          </Fact>
          {edit && (
            <Fact label="Profile edited">
              <a href={`/entries/${edit.entry}`}>
                <ClientStamp at={edit.occurredAt} />
              </a>
            </Fact>
          )}
          {signIn && (
            <Fact label="Last sign-in">
              <a href={`${path}/access`}>
                <ClientStamp at={signIn.occurredAt} />
              </a>
            </Fact>
          )}
          <Fact label="Bookings">{client ? number.format(client.bookings) : '–'}</Fact>
          {client && client.noShows > 0 && (
            <Fact label="No-shows">
              <a href={`${path}?action=booking.no_show`}>{number.format(client.noShows)}</a>
            </Fact>
          )}
          <Fact label="Entries">{client ? number.format(client.entries) : '–'}</Fact>
        </dl>
      </section>
      <Categories clientId={clientId} />
    </aside>
  )
}

/** How many entries of each category there are; each number leads to them. */
function Categories({ clientId }: { clientId: string }) {
  const { daybook, workspace } = useWorkspace()
  const counts = useQuery({
    queryKey: ['counts', workspace.id, clientId, {}],
    queryFn: ({ signal }) => daybook.counts({ client: clientId, signal }),
    meta: { side: 'the counts' },
  })
  const found = counts.data?.facets.category
  if (!found) return null
  const rows = CATEGORIES.map(category => [category, found[category] ?? 0] as const)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])
  if (rows.length === 0) return null
  const most = rows[0]![1]
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  return (
    <section className={`${css.card} ${css.categories}`}>
      <h2>In this history</h2>
      <ul>
        {rows.map(([category, count]) => (
          <li key={category}>
            <a href={`/clients/${clientId}?category=${category}`}>
              <span>{filterLabel('category', category, workspace.locale)}</span>
              <span className={css.number}>{number.format(count)}</span>
              <span
                className={css.bar}
                style={
                  { '--share': `${(100 * count) / most}%`, '--hue': `var(--tl-${category})` } as CSSProperties
                }
              />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
