import { CATEGORIES } from '@daybook/catalogue'
import { filterLabel, formatLocale, localDay, mediumDate, shortStamp } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './client-glance.module.css'
import type { ClientRecord } from './client-page.tsx'

/** Beside the timeline: what comes next, what was last, and what the history is made of. */
export function ClientGlance({ client, clientId }: { client: ClientRecord | undefined; clientId: string }) {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  const place = { locale: workspace.locale, timeZone }
  const year = localDay(Date.now(), timeZone).slice(0, 4)
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const last = client?.lastActivity?.occurredAt
  const next = client?.nextSession
  return (
    <aside className={css.glance} aria-label="At a glance">
      <section className={css.card}>
        <h2>At a glance</h2>
        <dl>
          {next && (
            <>
              <dt>Next session</dt>
              <dd>
                <a href={`/clients/${clientId}?object=${encodeURIComponent(next.object.ref)}`}>
                  {shortStamp(Date.parse(next.startsAt), place, year)}
                </a>
              </dd>
            </>
          )}
          <dt>Last activity</dt>
          <dd>
            {last
              ? last.length === 10
                ? mediumDate(last, workspace.locale)
                : shortStamp(Date.parse(last), place, year)
              : 'none'}
          </dd>
          <dt>Bookings</dt>
          <dd>{client ? number.format(client.bookings) : '–'}</dd>
          <dt>Entries</dt>
          <dd>{client ? number.format(client.entries) : '–'}</dd>
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
